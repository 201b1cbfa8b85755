import type { Span } from '../../text/span';
import type { NameMention } from './findNames';
import { rangeWithin } from './sourceHead';
import type { SpeakerLexicon } from './speakerLexicon';
import type { Sentence, Word } from './words';

/** What the search for a document's author looks through. */
export interface AuthorSearch {
  readonly sentences: readonly Sentence[];
  readonly namesBySentence: readonly (readonly NameMention[])[];
  readonly lexicon: SpeakerLexicon;
}

/**
 * Who speaks through a document ("the letter says"): its owner ("Roe's letter"), whoever it is "from" or "by", or the subject
 * of a sentence that sends, files or publishes it. Searched from `before` backwards over a bounded number of sentences; a name,
 * or the span of the noun phrase in its sentence, or null where the text does not say.
 */
export function authorOf(
  search: AuthorSearch,
  head: string,
  sentence: number,
  before: number,
): NameMention | (Span & { readonly sentence: number }) | null {
  const nouns = new Set([head, ...(synonyms.get(head) ?? [])]);
  for (let index = sentence; index >= Math.max(0, sentence - maxSentences); index--) {
    const { words } = search.sentences[index]!;
    const limit = Math.min(words.length, maxWords);
    for (let i = 0; i < limit; i++) {
      const word = words[i]!;
      if (!nouns.has(word.lower) || (index === sentence && word.start > before + 40)) continue;
      const found =
        ownerBefore(search, index, i) ??
        authorAfter(search, index, i) ??
        (index < sentence ? senderBefore(search, index, i) : null);
      if (found !== null) return found;
    }
  }
  return null;
}

function ownerBefore(search: AuthorSearch, sentence: number, noun: number): NameMention | null {
  const names = search.namesBySentence[sentence] ?? [];
  const { words } = search.sentences[sentence]!;
  for (let i = noun - 1; i >= Math.max(0, noun - 3); i--) {
    const word = words[i]!;
    if (word.isPossessive) return nameEndingAt(names, word);
    if (!/^\s$/.test(word.gap)) return null;
  }
  return null;
}

/** "the letter from Roe", "a report by the ministry", "the suit brought by attorneys general". */
function authorAfter(search: AuthorSearch, sentence: number, noun: number): (Span & { sentence: number }) | null {
  const { words } = search.sentences[sentence]!;
  for (let i = noun + 1; i < Math.min(words.length, noun + 7); i++) {
    const word = words[i]!;
    if (word.lower === 'by' || (word.lower === 'from' && i === noun + 1)) return phraseFrom(search, sentence, i + 1);
    if (/[;:.]/.test(words[i - 1]!.gap)) return null;
  }
  return null;
}

/** "Roe sent a letter", "A group of officials filed suit": the subject of a verb of sending before the noun. */
function senderBefore(search: AuthorSearch, sentence: number, noun: number): (Span & { sentence: number }) | null {
  const { words } = search.sentences[sentence]!;
  for (let i = noun - 1; i >= Math.max(1, noun - 8); i--) {
    if (/[;.]/.test(words[i]!.gap)) return null;
    if (!sendingVerbs.has(words[i]!.lower)) continue;
    let from = i - 1;
    while (from > 0 && !/[,;:]\s/.test(words[from - 1]!.gap) && i - from < 14) from--;
    const end = i > 0 && auxiliaries.has(words[i - 1]!.lower) ? i - 1 : i;
    if (end <= from) return null;
    return { start: words[from]!.start, end: words[end - 1]!.end, sentence };
  }
  return null;
}

/** The noun phrase that begins at a word: up to a comma, a verb of sending or the end; bounded. */
function phraseFrom(
  { sentences, lexicon }: AuthorSearch,
  sentence: number,
  from: number,
): (Span & { sentence: number }) | null {
  const { words } = sentences[sentence]!;
  const first = words[from];
  if (first === undefined || lexicon.words('calendar').has(first.lower)) return null;
  let end = from;
  while (end + 1 < words.length && end - from < 12 && !/[,;:()—–]/.test(words[end]!.gap)) end++;
  return { start: first.start, end: words[end]!.end, sentence };
}

function nameEndingAt(names: readonly NameMention[], word: Word): NameMention | null {
  const [from, to] = rangeWithin(names, word);
  const name = from < to ? names[from] : undefined;
  return name !== undefined && name.isPossessive && name.kind !== 'title' ? name : null;
}

const synonyms = new Map<string, readonly string[]>([
  ['suit', ['lawsuit', 'complaint']],
  ['lawsuit', ['suit', 'complaint']],
  ['complaint', ['lawsuit', 'suit']],
  ['release', ['statement']],
]);
const sendingVerbs = new Set([
  'sent',
  'send',
  'filed',
  'file',
  'wrote',
  'released',
  'issued',
  'published',
  'penned',
  'signed',
  'brought',
]);
const auxiliaries = new Set(['has', 'have', 'had', 'also']);
const maxSentences = 12;
const maxWords = 150;
