import pronouns from '../../languages/en/pronouns.tsv';
import type { Article, Passage } from '../text/article';
import { overlapLength, type Span } from '../text/span';
import { tokenise } from '../text/tokens';
import type { ArticleSpeaker, Quote } from './quoteTypes';

/** A sentence that goes on with reported speech is surer than a guess, less sure than one with a cue. */
const confidence = 0.5;

/** From this share of sentences with reported speech on, and not in a short note, a text counts as a record of speech. */
const denseShare = 0.5;
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
  let running: Quote | null = null;
  passages.forEach((passage, i) => {
    if (passages[i - 1]?.paragraph !== passage.paragraph) running = null;
    const own = quotesOf[i]!;
    if (own.length > 0) {
      running = mainSpeech(own, speakers);
      return;
    }
    if (running === null) return;
    const { speaker }: Quote = running;
    const after = passages[i + 1]?.paragraph === passage.paragraph ? quotesOf[i + 1]! : [];
    const isBetween = after.some((quote) => quote.speaker === speaker && quote.mode === 'said');
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
  if (added.length === 0) return [...quotes];
  return [...quotes, ...added].sort((a, b) => startOf(a) - startOf(b));
}

/** The speech that a sentence with several quotes goes on with: a person's before a body's or a document's, the longest. */
function mainSpeech(quotes: readonly Quote[], speakers: readonly ArticleSpeaker[]): Quote | null {
  let best: Quote | null = null;
  let most = -1;
  for (const quote of quotes) {
    const kind = quote.speaker === null ? undefined : speakers[quote.speaker]?.kind;
    if (kind === undefined || kind === 'document' || quote.mode !== 'said' || quote.kind === 'direct') continue;
    const length = quote.content.reduce((sum, { start, end }) => sum + end - start, 0) + (kind === 'person' ? 1e6 : 0);
    if (length > most) [best, most] = [quote, length];
  }
  return best;
}

/** Whether the article has hardly a sentence of the reporter's own. */
function isMostlyReported(quotesOf: readonly (readonly Quote[])[]): boolean {
  const reported = quotesOf.filter((quotes) => quotes.some(({ mode, kind }) => mode === 'said' && kind !== 'direct'));
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
