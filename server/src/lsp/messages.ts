import { originalReasons, type OriginalReason } from '../collation/originalReasons';

/** All words of the server's own that people see. One object a language: the compiler checks that each is complete. */
export interface Messages {
  readonly originalIsHere: string;
  readonly original: (name: string) => string;
  readonly undetermined: string;
  readonly confidence: { readonly strong: string; readonly likely: string; readonly thin: string };
  readonly versions: (count: number) => string;
  readonly versionsAndOriginal: (count: number, original: string) => string;
  readonly moreVersions: (count: number) => string;
  readonly seeReferences: string;
  readonly copies: (count: number) => string;
  readonly quotesInArticles: (quotes: number, articles: number) => string;
  readonly introduced: string;
  readonly grades: Readonly<Record<'same words' | 'edited' | 'reworded' | 'possible', string>>;
  readonly kinds: Readonly<Record<'direct' | 'indirect' | 'mixed', string>>;
  readonly reasons: Readonly<Record<OriginalReason, string>>;
  readonly actions: {
    readonly showVersions: (count: number) => string;
    readonly compareVersions: string;
    readonly notSame: string;
    readonly same: string;
  };
  readonly conflicts: Readonly<
    Record<'number' | 'date' | 'name' | 'negation' | 'speaker', (here: string, there: string, outlet: string) => string>
  >;
}

const english: Messages = {
  originalIsHere: 'This is the original',
  original: (name) => `Original: ${name}`,
  undetermined: 'Original undetermined',
  confidence: { strong: 'well supported', likely: 'likely', thin: 'possible' },
  versions: (count) => (count === 1 ? '1 version' : `${count} versions`),
  versionsAndOriginal: (count, original) => `${english.versions(count)} · original: ${original}`,
  moreVersions: (count) => (count === 1 ? '… and 1 more version' : `… and ${count} more versions`),
  seeReferences: 'see References',
  copies: (count) => (count === 1 ? '1 near-identical copy' : `${count} near-identical copies`),
  quotesInArticles: (quotes, articles) =>
    `${quotes === 1 ? '1 quote' : `${quotes} quotes`} in ${articles === 1 ? '1 article' : `${articles} articles`}`,
  introduced: 'introduced',
  grades: { 'same words': 'same words', edited: 'edited', reworded: 'reworded', possible: 'possible' },
  kinds: { direct: 'direct', indirect: 'indirect', mixed: 'mixed' },
  reasons: originalReasons,
  actions: {
    showVersions: (count) => (count === 1 ? 'Show the parallel version' : `Show the ${count} parallel versions`),
    compareVersions: 'Compare versions',
    notSame: 'Not the same statement…',
    same: 'Same statement as…',
  },
  conflicts: {
    number: (here, there, outlet) => `Numbers differ: “${here}” here, “${there}” in ${outlet}`,
    date: (here, there, outlet) => `Dates differ: “${here}” here, “${there}” in ${outlet}`,
    name: (here, there, outlet) => `Names differ: “${here}” here, “${there}” in ${outlet}`,
    negation: (here, there, outlet) => `One denies what the other says: “${here}” here, “${there}” in ${outlet}`,
    speaker: (here, there, outlet) => `Speakers differ: “${here}” here, “${there}” in ${outlet}`,
  },
};

const german: Messages = {
  originalIsHere: 'Dies ist das Original',
  original: (name) => `Original: ${name}`,
  undetermined: 'Original unbestimmt',
  confidence: { strong: 'gut belegt', likely: 'wahrscheinlich', thin: 'möglich' },
  versions: (count) => (count === 1 ? '1 Fassung' : `${count} Fassungen`),
  versionsAndOriginal: (count, original) => `${german.versions(count)} · Original: ${original}`,
  moreVersions: (count) => (count === 1 ? '… und 1 weitere Fassung' : `… und ${count} weitere Fassungen`),
  seeReferences: 'siehe Verweise',
  copies: (count) => (count === 1 ? '1 fast gleiche Kopie' : `${count} fast gleiche Kopien`),
  quotesInArticles: (quotes, articles) =>
    `${quotes === 1 ? '1 Zitat' : `${quotes} Zitate`} in ${articles === 1 ? '1 Artikel' : `${articles} Artikeln`}`,
  introduced: 'eingeführt',
  grades: { 'same words': 'gleicher Wortlaut', edited: 'bearbeitet', reworded: 'umformuliert', possible: 'möglich' },
  kinds: { direct: 'direkt', indirect: 'indirekt', mixed: 'gemischt' },
  reasons: {
    transcript: 'Es ist ein amtliches Wortprotokoll.',
    communique: 'Es ist eine amtliche Erklärung.',
    named: 'Andere Fassungen nennen sie als ihre Quelle.',
    credited: 'Andere Fassungen nennen diese Agentur.',
    agencyText: 'Sie gibt den Text der genannten Agentur wieder.',
    directEarliest: 'Sie zitiert wörtlich und ist die früheste.',
    direct: 'Sie zitiert wörtlich, die anderen geben indirekt wieder.',
    fullestEarliest: 'Sie enthält, was die anderen kürzen, und ist die früheste.',
    fullest: 'Sie enthält, was die anderen Fassungen kürzen.',
    earliest: 'Es ist die früheste Fassung.',
  },
  actions: {
    showVersions: (count) =>
      count === 1 ? 'Die parallele Fassung zeigen' : `Die ${count} parallelen Fassungen zeigen`,
    compareVersions: 'Fassungen vergleichen',
    notSame: 'Nicht dieselbe Aussage …',
    same: 'Dieselbe Aussage wie …',
  },
  conflicts: {
    number: (here, there, outlet) => `Zahlen weichen ab: „${here}“ hier, „${there}“ in ${outlet}`,
    date: (here, there, outlet) => `Daten weichen ab: „${here}“ hier, „${there}“ in ${outlet}`,
    name: (here, there, outlet) => `Namen weichen ab: „${here}“ hier, „${there}“ in ${outlet}`,
    negation: (here, there, outlet) => `Eine Fassung verneint die andere: „${here}“ hier, „${there}“ in ${outlet}`,
    speaker: (here, there, outlet) => `Sprecher weichen ab: „${here}“ hier, „${there}“ in ${outlet}`,
  },
};

const chinese: Messages = {
  originalIsHere: '这是原始版本',
  original: (name) => `原始版本：${name}`,
  undetermined: '原始版本未定',
  confidence: { strong: '依据充分', likely: '很可能', thin: '可能' },
  versions: (count) => `${count} 个版本`,
  versionsAndOriginal: (count, original) => `${chinese.versions(count)} · 原始版本：${original}`,
  moreVersions: (count) => `……另有 ${count} 个版本`,
  seeReferences: '见引用列表',
  copies: (count) => `${count} 个几乎相同的副本`,
  quotesInArticles: (quotes, articles) => `${articles} 篇文章中的 ${quotes} 条引语`,
  introduced: '首次介绍',
  grades: { 'same words': '措辞相同', edited: '有改动', reworded: '改写', possible: '可能' },
  kinds: { direct: '直接引语', indirect: '间接引语', mixed: '混合引语' },
  reasons: {
    transcript: '这是官方实录。',
    communique: '这是官方声明。',
    named: '其他版本称其为来源。',
    credited: '其他版本注明来自该通讯社。',
    agencyText: '它刊载了所注明通讯社的文本。',
    directEarliest: '它直接引用原话，并且最早。',
    direct: '它直接引用原话，其他版本为转述。',
    fullestEarliest: '它保留了其他版本删去的内容，并且最早。',
    fullest: '它保留了其他版本删去的内容。',
    earliest: '这是最早的版本。',
  },
  actions: {
    showVersions: (count) => `显示 ${count} 个平行版本`,
    compareVersions: '比较各版本',
    notSame: '不是同一陈述……',
    same: '与……为同一陈述',
  },
  conflicts: {
    number: (here, there, outlet) => `数字不一致：此处“${here}”，${outlet}“${there}”`,
    date: (here, there, outlet) => `日期不一致：此处“${here}”，${outlet}“${there}”`,
    name: (here, there, outlet) => `名称不一致：此处“${here}”，${outlet}“${there}”`,
    negation: (here, there, outlet) => `肯定与否定相反：此处“${here}”，${outlet}“${there}”`,
    speaker: (here, there, outlet) => `发言人不一致：此处“${here}”，${outlet}“${there}”`,
  },
};

const languages: readonly { readonly prefix: string; readonly messages: Messages }[] = [
  { prefix: 'de', messages: german },
  { prefix: 'zh', messages: chinese },
];

/** The messages for a locale as the client names it (`de`, `zh-cn` …); English where there are none. */
export function messagesFor(locale: string | undefined): Messages {
  return languages.find(({ prefix }) => locale?.toLowerCase().startsWith(prefix))?.messages ?? english;
}

/** The translated sentence of a reason; a reason that is none of the fixed sentences stays as it is. */
export function reasonIn(messages: Messages, reason: string): string {
  const key = (Object.keys(originalReasons) as OriginalReason[]).find(
    (candidate) => originalReasons[candidate] === reason,
  );
  return key === undefined ? reason : messages.reasons[key];
}
