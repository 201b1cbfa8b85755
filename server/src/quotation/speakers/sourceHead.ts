import type { Span } from '../../text/span';
import type { SpeakerKind } from '../quoteTypes';
import type { NameMention } from './findNames';
import { kindOfNoun, type Pronoun, type SpeakerLexicon } from './speakerLexicon';
import type { Sentence, Word } from './words';

/** What a source says about who speaks, before anything is resolved. */
export type SourceHead =
  | { readonly form: 'name'; readonly mention: NameMention }
  | { readonly form: 'pronoun'; readonly pronoun: Pronoun; readonly word: Word }
  | { readonly form: 'description'; readonly description: Description }
  /** "Roe and Doe", "Nebraska and Oklahoma": several names as one source. */
  | { readonly form: 'names'; readonly mentions: readonly NameMention[]; readonly span: Span };

/** A noun phrase without a name as its head: "the spokesperson", "a spokesman for Roe", "Roe's campaign". */
export interface Description extends Span {
  /** The head noun in lower case, as in the text. */
  readonly head: string;
  readonly kind: SpeakerKind;
  readonly determiner: 'definite' | 'indefinite' | 'possessive' | 'none';
  /** Words between determiner and head, in lower case. */
  readonly modifiers: readonly string[];
  /** Those of them that are names, in lower case ("Springfield" of "the Springfield group"). */
  readonly properModifiers: readonly string[];
  /** The name or pronoun that owns the head ("Roe's", "his"). */
  readonly owner: NameMention | Word | null;
  /** Span of the head noun. */
  readonly headSpan: Span;
  /** Where the phrase with a following "of", "in", "at" … ends: "faculty members at Springfield". */
  readonly fullEnd: number;
  /** Where the whole source ends, with all that follows the phrase. */
  readonly sourceEnd: number;
  /** Where the phrase begins that names the group: "professors" of "a group of nearly 90 professors". */
  readonly nameStart: number;
  /** The first name after the head's preposition: "for Roe", "of the Harbour Union". */
  readonly complement: NameMention | null;
}

/**
 * Reads the head of a noun phrase that spans `span` within one sentence. `names` are the mentions of that sentence in order.
 * Null where there is nothing to read. Bounded by the words of the span.
 */
export function readHead(
  sentence: Sentence,
  span: Span,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): SourceHead | null {
  const first = wordIndexAt(sentence, span.start);
  let end = first;
  while (end < sentence.words.length && sentence.words[end]!.start < span.end && end - first < maxHeadWords) end++;
  if (end === first) return null;
  const inside = names.slice(...rangeWithin(names, span));
  return readWords(sentence, first, end, inside, lexicon);
}

/** Index of the first word of a sentence that ends after `offset`; by halving, as sentences of hostile texts are long. */
export function wordIndexAt(sentence: Sentence, offset: number): number {
  return firstIndex(sentence.words.length, (i) => sentence.words[i]!.end > offset);
}

/** First and end index of the names that overlap `span`; `names` are in order and do not overlap each other. */
export function rangeWithin(names: readonly Span[], span: Span): [number, number] {
  return [
    firstIndex(names.length, (i) => names[i]!.end > span.start),
    firstIndex(names.length, (i) => names[i]!.start >= span.end),
  ];
}

/** The first index below `length` from which on `holds` is true; `length` where it never is. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function readWords(
  sentence: Sentence,
  first: number,
  end: number,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): SourceHead | null {
  const { words } = sentence;
  const nameAt = (index: number) => names.find((name) => name.titleFirstWord <= index && index <= name.lastWord);
  const opening = words[first]!;
  const pronoun = lexicon.pronouns.get(opening.lower);
  if (pronoun !== undefined && !lexicon.words('definite').has(opening.lower)) {
    const isOwner = lexicon.words('possessive').has(opening.lower) && end - first > 1;
    if (!isOwner && pronoun.use !== 'relative') return { form: 'pronoun', pronoun, word: opening };
    if (pronoun.use === 'relative') return { form: 'pronoun', pronoun, word: opening };
  }
  const coreEnd = endOfCore(words, first, end, names, lexicon);
  const coordinated = coordination(words, first, end, coreEnd, names, lexicon);
  if (coordinated !== null) return coordinated;
  const last = nameAt(coreEnd - 1);
  // "lawyer Ann Roe", "Mr. Roe": the core ends in a name that owns nothing.
  if (last !== undefined && last.lastWord === coreEnd - 1 && last.kind !== 'title' && !last.isPossessive) {
    const appositive =
      last.kind === 'place' || last.kind === 'body' ? appositiveName(words, coreEnd, end, names) : null;
    return { form: 'name', mention: appositive ?? last };
  }
  // "Roe's" alone, with the noun cut off or left out.
  if (last !== undefined && last.isPossessive && last.lastWord === end - 1) return { form: 'name', mention: last };
  // "the two candidates, Ann Roe and Max Lind,": the names that a plural stands for.
  if (lexicon.nouns('group').has(words[coreEnd - 1]!.lower) && /,/.test(words[coreEnd - 1]!.gap) && coreEnd < end) {
    const named = coordination(
      words,
      coreEnd,
      end,
      0,
      names.filter(({ titleFirstWord }) => titleFirstWord >= coreEnd),
      lexicon,
    );
    if (named !== null) return named;
  }
  const coreKind = kindOfNoun(lexicon, words[coreEnd - 1]!.lower);
  const appositive =
    coreKind === 'document' || coreKind === 'body'
      ? null
      : appositiveName(words, coreEnd, relativeFrom(words, coreEnd, end, lexicon), names);
  if (appositive !== null) return { form: 'name', mention: appositive };
  const description = readDescription(words, first, coreEnd, end, names, lexicon);
  // "the states of Nebraska and Oklahoma": the names are meant.
  if (description !== null && lexicon.nouns('joint').has(description.head) && words[coreEnd]?.lower === 'of') {
    const named = coordination(
      words,
      coreEnd + 1,
      end,
      0,
      names.filter(({ firstWord }) => firstWord > coreEnd),
      lexicon,
    );
    if (named !== null) return named;
  }
  if (description === null) {
    const any = names.find(({ kind, isPossessive }) => kind !== 'title' && !isPossessive);
    return any === undefined ? null : { form: 'name', mention: any };
  }
  return { form: 'description', description };
}

/** Index after the last word of the phrase's core: it ends before a comma, preposition, relative word or parenthesis. */
function endOfCore(
  words: readonly Word[],
  first: number,
  end: number,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): number {
  for (let i = first; i < end; i++) {
    const name = names.find((one) => one.firstWord <= i && i <= one.lastWord);
    if (name !== undefined && i < name.lastWord) continue;
    const word = words[i]!;
    if (i > first && name === undefined) {
      const quantified = lexicon.words('indefinite').has(words[i - 1]!.lower) && word.lower === 'of';
      if (!quantified && lexicon.words('preposition').has(word.lower)) return i;
      if (lexicon.words('relative').has(word.lower) || lexicon.words('auxiliary').has(word.lower)) return i;
    }
    if (i + 1 < end && /[,;:([—–]|--|\s-\s/.test(word.gap)) return i + 1;
  }
  return end;
}

/** "John Roe, Ann Doe and Max Poe", "Nebraska and Oklahoma": two or more names with nothing but commas and "and" between. */
function coordination(
  words: readonly Word[],
  first: number,
  end: number,
  coreEnd: number,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): SourceHead | null {
  const listed = names.filter(({ kind, isPossessive }) => kind !== 'title' && !isPossessive);
  const parts: NameMention[] = [];
  let sawAnd = false;
  for (const name of listed) {
    const previous = parts[parts.length - 1];
    if (previous === undefined) {
      // Only articles and titles may stand before the first name.
      if (name.titleFirstWord - first > 2) return null;
      parts.push(name);
      continue;
    }
    const between = words.slice(previous.lastWord + 1, name.titleFirstWord);
    const gap = words[previous.lastWord]!.gap;
    const isAnd = between.some(({ lower }) => andWords.has(lower));
    if (between.some(({ lower }) => !andWords.has(lower) && !lexicon.words('definite').has(lower))) break;
    if (!isAnd && !/^,\s$/.test(gap)) break;
    if (name.titleFirstWord > end) break;
    sawAnd ||= isAnd;
    parts.push(name);
  }
  // "Roe and Doe" with "Roe, Springfield and …" left alone: an "and" must join them, and kinds must match.
  const isPerson = (name: NameMention) => name.kind === 'person' || name.kind === 'unknown';
  if (!sawAnd || parts.length < 2 || parts.length > 6) return null;
  if (new Set(parts.map(isPerson)).size > 1) return null;
  const lastPart = parts[parts.length - 1]!;
  // "Lake and Hill officials", "Frost and Lind analyst Ann Roe": the names only qualify what follows.
  const goesOn = lastPart.lastWord + 1 < end && words[lastPart.lastWord]!.gap === ' ';
  if (goesOn && lastPart.lastWord + 1 < coreEnd) return null;
  return { form: 'names', mentions: parts, span: { start: parts[0]!.titleStart, end: lastPart.end } };
}

const andWords = new Set(['and', 'und', 'et', 'y', 'e', 'и', 'or', 'as', 'well', '&']);

/** "the legislator, Representative Carl Roe", "a spokesman for Doe, Ann Poe": a name that begins a later comma part. */
function appositiveName(
  words: readonly Word[],
  coreEnd: number,
  end: number,
  names: readonly NameMention[],
): NameMention | null {
  for (let i = coreEnd; i < end; i++) {
    if (i === 0 || !/,/.test(words[i - 1]!.gap)) continue;
    const name = names.find(({ titleFirstWord }) => titleFirstWord === i);
    if (name === undefined || name.isPossessive) continue;
    const isFullPerson = name.kind === 'person' || (name.kind === 'unknown' && name.words.length > 1);
    if (isFullPerson && (name.words.length > 1 || name.title !== null || name.gender !== null)) return name;
  }
  return null;
}

/** Where a relative clause begins, or the end: names within one are other people. */
function relativeFrom(words: readonly Word[], from: number, end: number, lexicon: SpeakerLexicon): number {
  for (let i = from; i < end; i++) if (lexicon.words('relative').has(words[i]!.lower)) return i;
  return end;
}

function readDescription(
  words: readonly Word[],
  first: number,
  coreEnd: number,
  end: number,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): Description | null {
  let from = first;
  let determiner: Description['determiner'] = 'none';
  let owner: Description['owner'] = null;
  const opening = words[from]!;
  if (lexicon.words('definite').has(opening.lower)) {
    determiner = 'definite';
    from++;
  } else if (lexicon.words('possessive').has(opening.lower)) {
    determiner = 'possessive';
    owner = opening;
    from++;
  } else if (lexicon.words('indefinite').has(opening.lower)) {
    determiner = 'indefinite';
    if (from + 1 < coreEnd) from++;
  }
  const possessor = names.find(
    (name) => name.isPossessive && name.titleFirstWord >= first && name.lastWord < coreEnd - 1,
  );
  if (possessor !== undefined) {
    determiner = 'possessive';
    owner = possessor;
    from = possessor.lastWord + 1;
  }
  if (from >= coreEnd) return null;
  // "a handful of lawmakers", "dozens of members": the head stands after "of".
  let headEnd = coreEnd;
  let headIndex = headEnd - 1;
  if (measureNouns.has(words[headIndex]!.lower) && words[headEnd]?.lower === 'of' && headEnd + 1 < end) {
    const inner = endOfCore(words, headEnd + 1, end, names, lexicon);
    if (inner > headEnd + 1) {
      headEnd = inner;
      headIndex = headEnd - 1;
      determiner = 'indefinite';
    }
  }
  let isCompound = false;
  // "attorneys general": the plural stands first.
  const beforeHead = words[headIndex - 1];
  if (
    headIndex > from &&
    beforeHead !== undefined &&
    lexicon.nouns('group').has(beforeHead.lower) &&
    lexicon.titles.has(words[headIndex]!.lower)
  ) {
    headIndex--;
    isCompound = true;
  }
  let kind = kindOfNoun(lexicon, words[headIndex]!.lower);
  // Slavic phrases without prepositions have their head first: «представитель министерства».
  if (lexicon.language === 'ru') {
    const known = words.slice(from, headEnd).findIndex(({ lower }) => kindOfNoun(lexicon, lower) !== null);
    if (known >= 0) {
      headIndex = from + known;
      kind = kindOfNoun(lexicon, words[headIndex]!.lower);
    }
  }
  // The last word is no noun that we know: take the last known one of the core, else call a plural a group.
  const isPlural = /[^s]s$/.test(words[headIndex]!.lower) && !words[headIndex]!.isCapitalised;
  for (let i = headIndex - 1; i >= from && kind === null && !isPlural && skippable(words[i + 1]!); i--) {
    kind = kindOfNoun(lexicon, words[i]!.lower);
    if (kind !== null) headIndex = i;
  }
  const headWord = words[headIndex]!;
  kind ??= kindOfUnknown(headWord.lower, lexicon);
  const complement = names.find((name) => name.titleFirstWord > headIndex && name.kind !== 'title') ?? null;
  const nameAt = (index: number) => names.find(({ firstWord, lastWord }) => firstWord <= index && index <= lastWord);
  const isGroup = kind === 'group';
  // "38% of respondents", "62 percent": a share keeps its number.
  const isShare = /^\p{N}/u.test(headWord.form) || headWord.lower === 'percent';
  return {
    start: words[first]!.start,
    // What follows the head within the core is no part of the name: "professors connected".
    end: lexicon.language === 'ru' ? words[headEnd - 1]!.end : isCompound ? words[headIndex + 1]!.end : headWord.end,
    fullEnd:
      isCompound || headIndex === headEnd - 1
        ? words[endOfComplement(words, headEnd, end, lexicon) - 1]!.end
        : headWord.end,
    sourceEnd: words[end - 1]!.end,
    nameStart: isGroup && !isShare ? words[nameStartOf(words, first, headIndex, lexicon)]!.start : words[first]!.start,
    head: headWord.lower,
    kind,
    determiner,
    modifiers: words.slice(from, headIndex).map(({ lower }) => lower),
    properModifiers: words
      .slice(from, headIndex)
      .filter(({ isCapitalised }, i) => isCapitalised && (from + i > 0 || nameAt(from + i) !== undefined))
      .map(({ lower }) => lower),
    owner,
    headSpan: { start: headWord.start, end: headWord.end },
    complement,
  };
}

/** Whether a word behind the head may be no noun: a participle or adverb ("professors connected"), or part of a name. */
function skippable({ lower, isCapitalised }: Word): boolean {
  return isCapitalised || lower === 'and' || /(?:ed|ing|ly|en|er|s)$/.test(lower);
}

/** A noun that no lexicon knows: a plural is a group, what ends like an occupation a person; else some thing that speaks. */
function kindOfUnknown(word: string, lexicon: SpeakerLexicon): SpeakerKind {
  if (word.endsWith('-year-old')) return 'person';
  if (/[^s]s$/.test(word) || /^\p{N}/u.test(word) || lexicon.words('indefinite').has(word)) return 'group';
  return /(?:er|or|ist|ian|man|woman|ee|year-old|ant|ent)$/.test(word) ? 'person' : 'body';
}

/** Index after a prepositional phrase that says which people are meant; bounded. */
function endOfComplement(words: readonly Word[], from: number, end: number, lexicon: SpeakerLexicon): number {
  const opening = words[from];
  if (from >= end || opening === undefined || /[,;:(—–]/.test(words[from - 1]!.gap)) return from;
  if (!complementWords.has(opening.lower)) return from;
  let i = from + 1;
  while (
    i < end &&
    i - from < 7 &&
    !/[,;:(—–]/.test(words[i - 1]!.gap) &&
    !lexicon.words('relative').has(words[i]!.lower)
  ) {
    if (i > from + 1 && lexicon.words('preposition').has(words[i]!.lower) && words[i]!.lower !== 'of') break;
    i++;
  }
  return i > from + 1 ? i : from;
}

/** Skips what only counts: "some", "nearly 90", "a group of". */
function nameStartOf(words: readonly Word[], first: number, head: number, lexicon: SpeakerLexicon): number {
  let from = first;
  while (from < head) {
    const { lower, form } = words[from]!;
    const counts =
      countWords.has(lower) ||
      /^\p{N}+$/u.test(form) ||
      lexicon.words('definite').has(lower) ||
      (from === first && lower === 'a' && words[from + 1]?.lower === 'group');
    if (!counts) break;
    from++;
  }
  return from;
}

const complementWords = new Set(['of', 'in', 'at', 'from', 'with', 'for']);
const countWords = new Set(
  'but and or yet so unless even only while although because if when as though some several many most few nearly about almost more than over another other a the group number of'
    .split(' ')
    .filter((word) => word !== 'a'),
);
const measureNouns = new Set([
  'handful',
  'dozens',
  'hundreds',
  'thousands',
  'scores',
  'number',
  'group',
  'majority',
  'couple',
  'pair',
  'some',
  'many',
  'several',
  'most',
  'few',
  'all',
  'one',
  'two',
  'three',
  'both',
  'none',
  'members',
]);
const maxHeadWords = 60;

/**
 * Plurals of people that are subjects of sentences: the first one of each sentence with no preposition before it. A guess
 * without a parser, good enough to bring "Nearly 90 teachers" on the scene. Bounded a sentence.
 */
export function groupSubjects(
  sentences: readonly Sentence[],
  lexicon: SpeakerLexicon,
): (Span & { readonly sentence: number })[] {
  const found: (Span & { readonly sentence: number })[] = [];
  const groups = lexicon.nouns('group');
  sentences.forEach(({ words }, sentence) => {
    for (let i = 0; i < Math.min(words.length, maxSubjectIndex); i++) {
      if (!groups.has(words[i]!.lower) || !/[^s]s$|faculty/.test(words[i]!.lower)) continue;
      let last = i;
      if (words[i + 1]?.lower === 'and' && /^\p{Ll}+[^s]s$/u.test(words[i + 2]?.form ?? '')) last = i + 2;
      let from = i;
      while (from > 0 && i - from < 9) {
        const before = words[from - 1]!;
        if (!/^[\s\u00a0-]$/.test(before.gap) || before.isPossessive) break;
        if (lexicon.words('preposition').has(before.lower) && !countWords.has(before.lower)) break;
        from--;
      }
      // In a list, or with more nouns to come, it is no subject yet.
      const after = words[last + 1];
      if (words[last]!.gap !== ' ' || after === undefined || ['and', 'or', 'of'].includes(after.lower)) continue;
      while (from < i && countWords.has(words[from]!.lower) && openingConjunctions.has(words[from]!.lower)) from++;
      const isSubject =
        from === 0 || openingConjunctions.has(words[from - 1]!.lower) || /[,—–-]/.test(words[from - 1]!.gap);
      if (!isSubject) continue;
      found.push({ start: words[from]!.start, end: words[last]!.end, sentence });
      break;
    }
  });
  return found;
}

const openingConjunctions = new Set([
  'but',
  'and',
  'or',
  'yet',
  'so',
  'unless',
  'even',
  'only',
  'while',
  'although',
  'because',
  'if',
  'when',
  'as',
  'though',
]);
const maxSubjectIndex = 30;
