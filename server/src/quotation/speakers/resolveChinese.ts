import zhSpeakers from '../../../languages/zh/speakers.tsv';
import type { Article } from '../../text/article';
import type { ArticleSpeaker, Mention, SpeakerKind } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import type { SpeakerResolution } from './resolveSpeakers';

/**
 * Speakers of Chinese articles: a title with a name before or behind it, a name of two to four characters that begins with a
 * surname, pronouns for whoever spoke last, else the phrase itself as a body or group.
 */
export function resolveChinese(text: string, article: Article, quotes: readonly RawQuote[]): SpeakerResolution {
  const speakers: {
    name: string;
    kind: SpeakerKind;
    aliases: Set<string>;
    title: string | null;
    isFullName: boolean;
    at: number;
  }[] = [];
  const indexByName = new Map<string, number>();
  const indexByTitle = new Map<string, number>();
  const mentions: Mention[] = [];
  let last: number | null = null;
  const speakerOf = quotes.map((quote, i): number | null => {
    const source = quote.source[0];
    if (source === undefined) {
      const before: RawQuote | undefined = quotes[i - 1];
      return before !== undefined &&
        paragraphOf(article, before.content[0]!.start) === paragraphOf(article, quote.content[0]!.start)
        ? last
        : null;
    }
    const phrase = text.slice(source.start, source.end);
    if (lexicon.pronouns.has(phrase)) {
      const isPlural = phrase.length > 1;
      const fits = last !== null && (speakers[last]!.kind === 'person') !== isPlural;
      if (!fits || last === null) return null;
      mentions.push({ ...source, form: 'pronoun', speaker: last });
      return last;
    }
    const read = readPhrase(phrase);
    const key = read.name ?? phrase;
    let index =
      indexByName.get(key) ?? (read.name === null && read.title !== null ? indexByTitle.get(read.title) : undefined);
    if (index === undefined) {
      index = speakers.length;
      const kind = read.name === null && read.title === null ? kindOf(phrase) : 'person';
      speakers.push({
        name: key,
        kind,
        aliases: new Set(),
        title: read.title,
        isFullName: read.name !== null || kind === 'body',
        at: source.start,
      });
      indexByName.set(key, index);
    }
    if (read.title !== null && read.name !== null) indexByTitle.set(read.title, index);
    if (phrase !== key) speakers[index]!.aliases.add(phrase);
    mentions.push({ ...source, form: read.name === null ? 'description' : 'name', speaker: index });
    last = index;
    return index;
  });
  return {
    speakers: speakers.map(({ name, kind, aliases, title, isFullName }): ArticleSpeaker => {
      const at = text.indexOf(name, article.start);
      const introduced = at >= 0 && at + name.length <= article.end ? { start: at, end: at + name.length } : null;
      return { name, kind, aliases: [...aliases], title, introduced, isFullName };
    }),
    mentions: mentions
      .sort((a, b) => a.start - b.start)
      .filter((one, i, all) => i === 0 || one.start !== all[i - 1]!.start),
    speakerOf,
  };
}

function readPhrase(phrase: string): { readonly name: string | null; readonly title: string | null } {
  for (const title of lexicon.titles) {
    const at = phrase.lastIndexOf(title);
    if (at < 0) continue;
    const after = phrase.slice(at + title.length);
    if (isName(after)) return { name: after, title: phrase.slice(0, at + title.length) };
    const before = phrase.slice(0, at);
    if (after === '' && isName(before)) return { name: before, title };
    if (after === '') return { name: null, title };
  }
  return { name: isName(phrase) ? phrase : null, title: null };
}

/** Two to four characters that begin with a surname, or a foreign name with its dot. */
function isName(word: string): boolean {
  if (/^[\p{Script=Han}A-Za-z]{1,8}(?:·[\p{Script=Han}A-Za-z]{1,8})+$/u.test(word)) return true;
  if (word.length < 2 || word.length > 4 || !/^\p{Script=Han}+$/u.test(word)) return false;
  if (lexicon.bodies.some((ending) => word.endsWith(ending) && word.length > 3)) return false;
  return lexicon.surnames.has(word[0]!) || lexicon.surnames.has(word.slice(0, 2));
}

function kindOf(phrase: string): SpeakerKind {
  if (lexicon.groups.some((ending) => phrase.endsWith(ending))) return 'group';
  if (/(?:报告|声明|文章|研究|调查|文件|公报)$/.test(phrase)) return 'document';
  return 'body';
}

function paragraphOf(article: Article, offset: number): number {
  let low = 0;
  let high = article.paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (article.paragraphs[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

const lexicon = parse(zhSpeakers);

function parse(source: string): {
  readonly titles: readonly string[];
  readonly pronouns: ReadonlySet<string>;
  readonly surnames: ReadonlySet<string>;
  readonly bodies: readonly string[];
  readonly groups: readonly string[];
} {
  const rows = source.split('\n').map((line) => line.split('\t'));
  const words = (kind: string) =>
    rows.filter(([first]) => first === kind).flatMap(([, list]) => (list ?? '').split(' '));
  return {
    titles: words('title').sort((a, b) => b.length - a.length),
    pronouns: new Set(words('pronoun').filter((word) => !/^[mfp]$/.test(word))),
    surnames: new Set(words('surname')),
    bodies: words('body'),
    groups: words('group'),
  };
}
