import type { Span } from '../../text/span';
import type { NameMention } from './findNames';
import { rangeWithin } from './ranges';
import { WordFlag } from './vocabulary';
import type { Sentence, Word } from './words';

/** A noun phrase in a sentence that may name the author of a document. */
export interface AuthorPhrase extends Span {
  readonly sentence: number;
  /** Offset of the document's noun that the evidence stands beside. */
  readonly at: number;
}

/**
 * Who speaks through documents ("the letter says"): their owners ("Roe's letter"), whoever they are "from" or "by", and the
 * subjects of sentences that send, file or pass them. Evidence is read on demand.
 */
export class DocumentAuthors {
  private placesByNoun: Map<string, { readonly sentence: number; readonly word: number }[]> | null = null;

  constructor(
    private readonly sentences: readonly Sentence[],
    private readonly namesBySentence: readonly (readonly NameMention[])[],
    private readonly isQuoted: (offset: number) => boolean,
  ) {}

  /** Where the nouns for documents stand outside quote marks; found when first asked for. */
  private places(noun: string): readonly { readonly sentence: number; readonly word: number }[] {
    if (this.placesByNoun === null) {
      this.placesByNoun = new Map();
      for (const [sentence, { words }] of this.sentences.entries()) {
        for (let i = 0; i < words.length; i++) {
          const { flags, lower, start } = words[i]!;
          if ((flags & WordFlag.Document) === 0 || this.isQuoted(start)) continue;
          const places = this.placesByNoun.get(lower) ?? [];
          this.placesByNoun.set(lower, places);
          if (places.length < maxPlaces) places.push({ sentence, word: i });
        }
      }
    }
    return this.placesByNoun.get(noun) ?? [];
  }

  /** All phrases that the text offers as author of a kind of document, in reading order. Bounded. */
  evidenceFor(head: string): AuthorPhrase[] {
    const found: AuthorPhrase[] = [];
    for (const noun of [head, ...(synonyms.get(head) ?? [])]) {
      for (const { sentence, word } of this.places(noun)) {
        const phrase =
          this.ownerBefore(sentence, word) ?? this.authorAfter(sentence, word) ?? this.senderBefore(sentence, word);
        if (phrase !== null) found.push({ ...phrase, sentence, at: this.sentences[sentence]!.words[word]!.start });
      }
    }
    return found.sort((a, b) => a.at - b.at);
  }

  /** "Roe's letter", "the union's second report". */
  private ownerBefore(sentence: number, noun: number): Span | null {
    const { words } = this.sentences[sentence]!;
    for (let i = noun - 1; i >= Math.max(0, noun - 3); i--) {
      const word = words[i]!;
      if (word.isPossessive) return this.nameEndingAt(sentence, word);
      if (!/^\s$/.test(word.gap)) return null;
    }
    return null;
  }

  /** "the letter from Roe", "a report by the ministry", "the suit was brought by attorneys general". */
  private authorAfter(sentence: number, noun: number): Span | null {
    const { words } = this.sentences[sentence]!;
    for (let i = noun + 1; i < Math.min(words.length, noun + 7); i++) {
      const word = words[i]!;
      if (word.lower === 'by' || (word.lower === 'from' && i === noun + 1)) return phraseFrom(words, i + 1);
      // "a report says misconduct by guards": only words of making may stand between.
      if (!makingWords.has(word.lower) && !/day$/.test(word.lower)) return null;
      if (/[;:]|\.\s/.test(words[i - 1]!.gap)) return null;
    }
    return null;
  }

  /** "Roe sent a letter", "A group of officials, all retired, filed suit": the subject of a verb of sending before the noun. */
  private senderBefore(sentence: number, noun: number): Span | null {
    const { words } = this.sentences[sentence]!;
    for (let i = noun - 1; i >= Math.max(1, noun - 8); i--) {
      if (/;|\.\s/.test(words[i]!.gap)) return null;
      if (!sendingVerbs.has(words[i]!.lower)) continue;
      const end = auxiliaries.has(words[i - 1]!.lower) ? i - 1 : i;
      if (end <= 0 || end > maxSubjectWords) return null;
      let from = 0;
      // An opening phrase up to a comma ("On Friday, Roe sent") is no subject.
      for (let j = 0; j < end - 1 && j < 8; j++)
        if (/^,\s/.test(words[j]!.gap) && startsClause(words[0]!)) from = j + 1;
      return { start: words[from]!.start, end: words[end - 1]!.end };
    }
    return null;
  }

  private nameEndingAt(sentence: number, word: Word): Span | null {
    const names = this.namesBySentence[sentence] ?? [];
    const [from, to] = rangeWithin(names, word);
    const name = from < to ? names[from] : undefined;
    return name !== undefined && name.kind !== 'title' ? { start: name.titleStart, end: name.end } : null;
  }
}

/** The noun phrase that begins at a word: up to a comma or bracket; bounded. */
function phraseFrom(words: readonly Word[], from: number): Span | null {
  const first = words[from];
  if (first === undefined || /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(first.lower)) return null;
  let end = from;
  while (end + 1 < words.length && end - from < 12 && !/[,;:()—–]/.test(words[end]!.gap)) end++;
  return { start: first.start, end: words[end]!.end };
}

function startsClause({ lower }: Word): boolean {
  return openers.has(lower);
}

const openers = new Set([
  'on',
  'in',
  'after',
  'before',
  'last',
  'this',
  'at',
  'as',
  'while',
  'when',
  'earlier',
  'later',
  'but',
  'and',
  'for',
]);
const synonyms = new Map<string, readonly string[]>([
  ['suit', ['lawsuit', 'complaint', 'challenge', 'filing']],
  ['lawsuit', ['suit', 'complaint', 'challenge', 'filing']],
  ['complaint', ['lawsuit', 'suit', 'filing']],
  ['filing', ['lawsuit', 'suit', 'complaint']],
  ['release', ['statement']],
  ['missive', ['letter', 'statement', 'note', 'message']],
  ['statement', ['letter', 'release']],
]);
const makingWords = new Set(
  'was were is which that released published issued written prepared commissioned compiled filed brought signed drafted authored sent posted made delivered jointly recently and last week month year'.split(
    ' ',
  ),
);
const sendingVerbs = new Set(
  'sent send filed file wrote released issued published penned signed brought passed adopted approved drafted fired posted delivered launched'.split(
    ' ',
  ),
);
const auxiliaries = new Set(['has', 'have', 'had', 'also', 'jointly', 'recently']);
const maxPlaces = 60;
const maxSubjectWords = 40;
