import pronouns from '../../languages/en/pronouns.tsv';
import type { Article, Passage } from '../text/article';
import { contains, overlapLength, type Span } from '../text/span';
import { tokenise } from '../text/tokens';
import type { ArticleSpeaker, Quote } from './quoteTypes';

/** A sentence that goes on with reported speech is surer than a guess, less sure than one with a cue. */
const confidence = 0.5;

/** From this share of sentences with reported speech on, and not in a short note, a text counts as a record of speech. */
const denseShare = 0.6;
const minDenseSentences = 8;

const firstPerson = new Set(
  pronouns
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .filter(([, , , use]) => use === '1')
    .map(([form]) => form!),
);

/**
 * Reported speech that goes on over sentences without a cue of their own. A sentence without any quote goes on with the
 * speech of the one before it in its paragraph where it speaks in the first person, which a reporter's own words do not, or
 * where the sentence after it is that speaker's again: a reporter seldom breaks in for one sentence between two of a speaker's.
 * In a text that is reported speech nearly throughout (a communiqué, the minutes of a call) every such sentence goes on.
 * English only. Quotes come back sorted as they were, with the continuations among them.
 */
export function continueSpeech(
  text: string,
  article: Article,
  quotes: readonly Quote[],
  speakers: readonly ArticleSpeaker[],
): Quote[] {
  if (article.genre === 'opinion') return [...quotes];
  const passages = article.passages.filter(({ role }) => role !== 'headline' && role !== 'subhead');
  const quotesOf = assign(passages, quotes);
  const isDense = isMostlyReported(quotesOf);
  const added: Quote[] = [];
  const settled = new Map<Quote, number | null>();
  let running: Quote | null = null;
  passages.forEach((passage, i) => {
    if (passages[i - 1]?.paragraph !== passage.paragraph) running = null;
    const own = quotesOf[i]!;
    const before: Quote | null = running;
    if (before !== null && own.length > 0 && own.every((quote) => goesOn(text, quote))) {
      // "We believe …" in the middle of reported speech, or a saying that its speaker brings in: the speaker's own.
      // Words that the text gives to somebody else ("His answer: …") stay with that one.
      for (const quote of own)
        if (quote.source.length > 0 || quote.speaker === null) settled.set(quote, before.speaker);
      return;
    }
    if (own.length > 0) {
      running = mainSpeech(own, speakers);
      for (const quote of own) {
        // "I ordered …, he said": the first person is the one whose words these are.
        const outer = own.find((other) => other !== quote && isWithin(quote, other) && !goesOn(text, other));
        if (quote.source.length > 0 && outer !== undefined && goesOn(text, quote)) settled.set(quote, outer.speaker);
      }
      return;
    }
    if (running === null) return;
    const after = passages[i + 1]?.paragraph === passage.paragraph ? quotesOf[i + 1]! : [];
    // Who speaks on both sides: not an agency's copy that a report goes by, but the one that it quotes.
    const both = quotesOf[i - 1]!.find(
      ({ speaker, mode }) =>
        speaker !== null && mode === 'said' && after.some((next) => next.speaker === speaker && next.mode === 'said'),
    );
    const isBetween = both !== undefined;
    const { speaker }: Quote = both ?? running;
    if (!isBetween && !isDense && !speaksInFirstPerson(text, passage)) {
      running = null;
      return;
    }
    const { start, end } = withoutStop(text, passage);
    added.push({
      kind: 'indirect',
      mode: 'said',
      source: [],
      cue: [],
      content: [{ start, end }],
      speaker,
      via: null,
      confidence,
    });
  });
  const all = quotes.map((quote) => (settled.has(quote) ? { ...quote, speaker: settled.get(quote) ?? null } : quote));
  if (added.length === 0) return all;
  return [...all, ...added].sort((a, b) => startOf(a) - startOf(b));
}

/** The speech that a sentence with several quotes goes on with: the first that a person speaks, else the first of all. */
function mainSpeech(quotes: readonly Quote[], speakers: readonly ArticleSpeaker[]): Quote | null {
  const kindOf = ({ speaker }: Quote) => (speaker === null ? undefined : speakers[speaker]?.kind);
  const own = quotes
    .filter((quote) => quote.mode === 'said' && quote.kind !== 'direct')
    .filter((quote) => kindOf(quote) !== undefined && kindOf(quote) !== 'document')
    .filter((quote) => !quotes.some((outer) => outer !== quote && isWithin(quote, outer)))
    .sort((a, b) => whoseStart(a) - whoseStart(b));
  return own.find((quote) => kindOf(quote) === 'person') ?? own[0] ?? null;
}

function whoseStart({ source, cue, content }: Quote): number {
  return (source[0] ?? cue[0] ?? content[0])?.start ?? Infinity;
}

/** Whether a quote is told inside another's content: "Diaz said that critics claim …". */
function isWithin(inner: Quote, outer: Quote): boolean {
  const marks = inner.source.length > 0 ? inner.source : inner.cue;
  return marks.length > 0 && marks.every((span) => outer.content.some((content) => contains(content, span)));
}

/** Whether the article has hardly a sentence of the reporter's own. */
function isMostlyReported(quotesOf: readonly (readonly Quote[])[]): boolean {
  const reported = quotesOf.filter((quotes) => quotes.some(({ kind }) => kind !== 'direct'));
  return quotesOf.length >= minDenseSentences && reported.length >= denseShare * quotesOf.length;
}

/** For each passage the quotes that have a part of their content in it. Both lists are in order: linear but for overlaps. */
function assign(passages: readonly Passage[], quotes: readonly Quote[]): Quote[][] {
  const parts = quotes
    .flatMap((quote) => [...quote.content, ...quote.source].map((span) => ({ quote, span })))
    .sort((a, b) => a.span.start - b.span.start);
  let first = 0;
  return passages.map((passage) => {
    while (first < parts.length && parts[first]!.span.end <= passage.start) first++;
    const own = new Set<Quote>();
    for (let i = first; i < parts.length && parts[i]!.span.start < passage.end; i++)
      if (overlapLength(parts[i]!.span, passage) > 0) own.add(parts[i]!.quote);
    return [...own];
  });
}

/** Whether a quote names nobody but the one who is speaking already: no source, or a pronoun of the first person. */
function goesOn(text: string, { source, cue }: Quote): boolean {
  if (source.length === 0) return cue.length === 0;
  return source.every((span) => tokenise(text, span).words.every((word) => firstPerson.has(word)));
}

function speaksInFirstPerson(text: string, passage: Span): boolean {
  return tokenise(text, passage).words.some((word) => firstPerson.has(word));
}

function withoutStop(text: string, { start, end }: Span): Span {
  while (end > start && /[\s.]/.test(text[end - 1]!)) end--;
  return { start, end };
}

function startOf({ source, cue, content }: Quote): number {
  return Math.min(...[source, cue, content].map((spans) => spans[0]?.start ?? Infinity));
}
