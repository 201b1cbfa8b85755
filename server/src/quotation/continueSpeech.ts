import pronouns from '../../languages/en/pronouns.tsv';
import type { Article, Passage } from '../text/article';
import { contains, overlapLength, type Span } from '../text/span';
import { tokenise } from '../text/tokens';
import type { ArticleSpeaker, Quote } from './quoteTypes';

/** A sentence that goes on with reported speech is surer than a guess, less sure than one with a cue. */
const confidence = 0.5;

/**
 * From this share of sentences with reported speech on a text counts as a record of speech: neither a mere note nor a long
 * report, in which as many sentences without a cue are the reporter's.
 */
const denseShare = 0.7;
const minDenseSentences = 8;
const maxDenseSentences = 20;

const firstPerson = new Set(
  pronouns
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .filter(([, , , use]) => use === '1')
    .map(([form]) => form!),
);

const firstPersonForm = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’.-])(?:${[...firstPerson].map((form) => (form === 'i' ? 'I' : `[${form[0]!.toUpperCase()}${form[0]!}]${form.slice(1)}`)).join('|')})(?![\p{L}\p{N}-]|\.\p{L})`,
  'u',
);

/**
 * Reported speech that goes on over sentences without a cue of their own. A sentence without any quote goes on with the
 * speech of the one before it in its paragraph where it speaks in the first person, or stands between two sentences of one
 * speaker in a paragraph that does: in a text whose writer never says "we", that is the speaker's "we". Between two sentences
 * of a speaker without one, a sentence is background twice in three times. In a short text that is reported speech nearly
 * throughout (a communiqué, the minutes of a call) people's speech goes on unless a name opens the sentence.
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
  const voices = firstPersonParagraphs(text, passages, quotesOf);
  const added: Quote[] = [];
  const settled = new Map<Quote, number | null>();
  let running: Quote | null = null;
  passages.forEach((passage, i) => {
    if (passages[i - 1]?.paragraph !== passage.paragraph) running = null;
    const own = quotesOf[i]!;
    const before: Quote | null = running;
    const isWriters = own.some(({ source }) => source.length > 0) && !voices.has(passage.paragraph);
    if (before !== null && own.length > 0 && !isWriters && own.every((quote) => goesOn(text, quote))) {
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
    const { speaker }: Quote = both ?? running;
    const isOwn = voices.has(passage.paragraph) && (both !== undefined || speaksInFirstPerson(text, passage));
    const isRecord =
      isDense && speaker !== null && speakers[speaker]?.kind === 'person' && !opensAsBackground(text, passage);
    if (!isOwn && !isRecord) {
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
  const { length } = quotesOf;
  return length >= minDenseSentences && length <= maxDenseSentences && reported.length >= denseShare * length;
}

/**
 * The paragraphs in which sentences without a quote speak in the first person behind somebody's speech. None where such a
 * sentence stands anywhere else: there the writer says "we".
 */
function firstPersonParagraphs(
  text: string,
  passages: readonly Passage[],
  quotesOf: readonly (readonly Quote[])[],
): ReadonlySet<number> {
  const found = new Set<number>();
  let hasSpeech = false;
  for (const [i, passage] of passages.entries()) {
    if (passages[i - 1]?.paragraph !== passage.paragraph) hasSpeech = false;
    const own = quotesOf[i]!;
    if (own.some(({ kind, mode }) => kind !== 'direct' && mode === 'said')) hasSpeech = true;
    if (own.some((quote) => !goesOn(text, quote)) || !speaksInFirstPerson(text, passage)) continue;
    if (!hasSpeech) return new Set();
    found.add(passage.paragraph);
  }
  return found;
}

/** "Velden is part of the union", "Still, he gave no figures": a name or the speaker in the third person before the verb. */
function opensAsBackground(text: string, { start, end }: Span): boolean {
  const opening = text.slice(start, Math.min(end, start + 60));
  return /^(?:The\s)?\p{Lu}\p{Ll}+\s(?:is|are|was|were|has|had|\p{Lu})|^(?:\p{L}+,?\s){0,2}(?:[Hh]e|[Ss]he)\s/u.test(
    opening,
  );
}

/** For each passage the quotes that have a part of their content in it. Both lists are in order: linear but for overlaps. */
function assign(passages: readonly Passage[], quotes: readonly Quote[]): Quote[][] {
  const parts: { readonly quote: Quote; readonly span: Span }[] = [];
  for (const quote of quotes) {
    for (const span of quote.content) parts.push({ quote, span });
    for (const span of quote.source) parts.push({ quote, span });
  }
  parts.sort((a, b) => a.span.start - b.span.start);
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

/** "US" is a country, and the I of "I-Vermont" a party. */
function speaksInFirstPerson(text: string, { start, end }: Span): boolean {
  return firstPersonForm.test(text.slice(start, end));
}

function withoutStop(text: string, { start, end }: Span): Span {
  while (end > start && /[\s.]/.test(text[end - 1]!)) end--;
  return { start, end };
}

function startOf({ source, cue, content }: Quote): number {
  return Math.min(source[0]?.start ?? Infinity, cue[0]?.start ?? Infinity, content[0]?.start ?? Infinity);
}
