import type { Span } from '../../text/span';
import type { RawQuote } from '../rawQuote';
import type { Figure } from './figure';
import { rangeWithin } from './ranges';
import type { Stage } from './stage';

/** A quote without a source goes on from one beside it: in its paragraph, else in the paragraph before where that ends in speech. */
export function continuedSpeaker(
  stage: Stage,
  reported: readonly Span[],
  quotes: readonly RawQuote[],
  figures: readonly (Figure | null)[],
  index: number,
): Figure | null {
  const quote = quotes[index]!;
  const paragraph = stage.paragraphAt(quote.content[0]!.start);
  const sentence = stage.sentenceAt(quote.content[0]!.start);
  // A clause with a verb but no subject ("asking them to go") goes on from its own sentence only.
  const isBound = quote.kind !== 'direct' && quote.cue.length > 0;
  // Where verbs need no subject (Spanish, Russian), one without a source is the last speaker's.
  const isEnglish = stage.lexicon.language === 'en';
  if (isEnglish && quote.cue.length > 0 && !goesOnFromSubject(stage, quote)) {
    return isImpersonal(stage, quote) ? lastBefore(stage, quotes, figures, index) : null;
  }
  for (const direction of [-1, 1]) {
    for (let i = index + direction, steps = 0; quotes[i] !== undefined && steps < 8; i += direction, steps++) {
      const other = quotes[i]!;
      if (stage.paragraphAt(other.content[0]!.start) !== paragraph) break;
      if (isBound && stage.sentenceAt((other.source[0] ?? other.content[0]!).start) !== sentence) continue;
      if (!figures[i] || isReported(reported, other)) continue;
      // "…, he said, according to an agency": both are sources of one content; who spoke goes on, not who passed it on.
      const twin = [i - 2, i - 1, i + 1, i + 2].find(
        (j) => quotes[j]?.content[0]!.start === other.content[0]!.start && figures[j]?.kind === 'person',
      );
      return figures[i]!.kind !== 'person' && twin !== undefined ? figures[twin]! : figures[i]!;
    }
  }
  if (isBound) return isImpersonal(stage, quote) ? lastBefore(stage, quotes, figures, index) : null;
  if (paragraph < 0) return null;
  // What the speaker was "asked" lies between and is nobody's.
  let last = index - 1;
  while (isEnglish && last > 0 && index - last < 4 && isSourceless(quotes[last]!) && figures[last] === null) last--;
  const before = quotes[last];
  const beforeFigure = figures[last] ?? null;
  if (before === undefined || beforeFigure === null) return null;
  const end = before.content[before.content.length - 1]!;
  if (stage.paragraphAt(end.start) !== paragraph - 1 || quote.kind === 'indirect') return null;
  // Words in marks further on in a paragraph stand in somebody's sentence; whose, only "he" or "she" may say.
  const { start } = stage.article.paragraphs[paragraph]!;
  const opening = stage.text.slice(start, Math.min(quote.content[0]!.start, start + 200));
  if (
    isEnglish &&
    /[\p{L}\p{N}]/u.test(opening) &&
    !(beforeFigure.kind === 'person' && /^(?:He|She)\s[^.!?]*$/.test(opening))
  )
    return null;
  return beforeFigure;
}

function isReported(reported: readonly Span[], { source }: RawQuote): boolean {
  const [first] = source;
  if (first === undefined) return false;
  const [from, to] = rangeWithin(reported, { start: first.start, end: first.start + 1 });
  return from < to;
}

/**
 * Whether a cue without a source can have the subject of another one: a participle or infinitive ("adding that"), or a verb
 * behind a conjunction ("and said"). Who asks is not who is "asked", and what "is expected" is nobody's expectation.
 */
function goesOnFromSubject(stage: Stage, { cue }: RawQuote): boolean {
  const { start } = cue[0]!;
  const form = stage.text.slice(start, cue[cue.length - 1]!.end).toLowerCase();
  if (/^(?:(?:also|later|then|further|repeatedly|even) )?\p{L}+ing\b|^to /u.test(form) && !seeming.test(form))
    return true;
  if (/\b(?:am|is|are|was|were|been|being|be)\b/.test(form) || seeming.test(form)) return false;
  return /\b(?:and|but|or|then)\s+(?:\p{L}+ly\s+|also\s+|later\s+|then\s+)?$/u.test(
    stage.text.slice(Math.max(0, start - 24), start),
  );
}

const seeming = /^(?:\p{L}+ly )?(?:seem|appear|remain|happen|being )/u;

/** "It was stressed that …" in a report of what somebody said goes on from the sentence before. */
function isImpersonal(stage: Stage, { cue }: RawQuote): boolean {
  const end = cue[cue.length - 1]!.end;
  const sentence = stage.sentenceAt(end - 1);
  if (sentence === null) return false;
  const { start } = stage.sentences[sentence]!;
  return end - start < 60 && impersonal.test(stage.text.slice(start, end));
}

function isSourceless({ source, cue }: RawQuote): boolean {
  return source.length === 0 && cue.length > 0;
}

/** Who spoke in the sentence before, or in the one before that. */
function lastBefore(
  stage: Stage,
  quotes: readonly RawQuote[],
  figures: readonly (Figure | null)[],
  index: number,
): Figure | null {
  const sentence = stage.sentenceAt(quotes[index]!.content[0]!.start) ?? 0;
  for (let i = index - 1; i >= Math.max(0, index - 8); i--) {
    const figure = figures[i];
    const place = stage.sentenceAt((quotes[i]!.source[0] ?? quotes[i]!.content[0]!).start) ?? 0;
    if (sentence - place > 2) return null;
    if (figure != null) return figure;
  }
  return null;
}

const impersonal =
  /^It (?:is|was|has been) (?:also |further |particularly )?(?:noted|stressed|emphasi[sz]ed|underlined|underscored|pointed out|added|highlighted|recalled)(?: that)?$/i;
