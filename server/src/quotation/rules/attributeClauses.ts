import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import type { DirectSpan } from '../directSpan';
import type { QuoteKind } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import { wordsOf, type Sentence } from '../speakers/words';
import { accordingTo } from './accordingPhrases';
import { clauseStart, lastIndexBefore } from './clauseBounds';
import { findCues, type CuePlace } from './cuePlaces';
import { governedClause } from './governedClause';
import { subjectAfter, subjectBefore } from './nounPhrases';
import type { RuleLexicon } from './ruleLexicon';
import { around, bareQuote, quote, spanOf, trimmed } from './ruleQuote';

/**
 * Attribution in languages that write words apart and set subordinate clauses off: sentence by sentence, direct speech first,
 * then clauses that a verb of saying governs, then "according to" phrases, then German sentences in the subjunctive of
 * reported speech.
 */
export function attributeClauses(
  text: string,
  article: Article,
  speech: readonly DirectSpan[],
  lexicon: RuleLexicon,
): RawQuote[] {
  const quotes: RawQuote[] = [];
  const taken = new Set<DirectSpan>();
  let first = 0;
  let sinceReport = Infinity;
  let paragraph = -2;
  for (const sentence of wordsOf(text, article)) {
    while (first < speech.length && speech[first]!.end <= sentence.start) first++;
    const here: DirectSpan[] = [];
    for (let i = first; i < speech.length && speech[i]!.start < sentence.end; i++) here.push(speech[i]!);
    const found = attributeSentence(text, sentence, here, lexicon, taken);
    // German goes on reporting in the subjunctive, sentence after sentence, without naming the speaker again.
    if (sentence.paragraph !== paragraph) sinceReport += 1;
    paragraph = sentence.paragraph;
    const isReported = found.length === 0 && here.length === 0 && sinceReport <= 1 && isSubjunctive(sentence, lexicon);
    if (isReported) found.push(quote('indirect', null, [], [], [trimmed(text, sentence.start, sentence.end)]));
    if (found.length > 0) sinceReport = 0;
    else if (here.length === 0) sinceReport += 1;
    quotes.push(...found);
  }
  for (const span of speech) if (!taken.has(span) && readsLikeSpeech(text, span)) quotes.push(bareQuote(span));
  return joinContinued(quotes);
}

/** What nothing attributes is speech only where it reads like sentences: titles and slogans stand in marks too. */
function readsLikeSpeech(text: string, { inner }: DirectSpan): boolean {
  const words = text.slice(inner.start, inner.end);
  return (
    words.length > 60 ||
    /[.!?…,]\s*$/.test(words) ||
    (/^[,.]/.test(text.slice(inner.end + 1, inner.end + 2)) && words.length > 30)
  );
}

/** Speech over several sentences in one pair of marks was met once a sentence: keep the quote that has a source. */
function joinContinued(quotes: readonly RawQuote[]): RawQuote[] {
  const byContent = new Map<number, RawQuote>();
  for (const one of quotes) {
    const key = one.content[0]!.start;
    const known = byContent.get(key);
    if (known === undefined || (known.source.length === 0 && one.source.length > 0)) byContent.set(key, one);
  }
  return [...byContent.values()];
}

function attributeSentence(
  text: string,
  sentence: Sentence,
  speech: readonly DirectSpan[],
  lexicon: RuleLexicon,
  taken: Set<DirectSpan>,
): RawQuote[] {
  const { words } = sentence;
  if (words.length === 0 || words.length > maxSentenceWords) return [];
  const outside = words.map((word) => !speech.some((span) => span.start <= word.start && word.end <= span.end));
  const cues = findCues(words, outside, lexicon);
  const quotes: RawQuote[] = [];
  const used = new Set<CuePlace>();
  attributeSpeech(text, sentence, speech, cues, lexicon, taken, used, quotes);
  for (const place of cues) {
    if (used.has(place)) continue;
    const clause = governedClause(text, sentence, place, outside, lexicon);
    if (clause === null) continue;
    quotes.push(quote(kindOf(text, clause.content, speech), place.cue, clause.source, place.spans, clause.content));
    for (const span of speech)
      if (clause.content.some((part) => part.start <= span.start && span.end <= part.end)) taken.add(span);
  }
  if (quotes.length === 0) {
    const so = suchAs(text, sentence, outside, lexicon);
    if (so !== null) quotes.push(quote(kindOf(text, so.content, speech), null, so.source, so.cue, so.content));
  }
  if (quotes.length === 0) {
    const according = accordingTo(text, sentence, outside, lexicon);
    if (according !== null) {
      const { source, cue, content } = according;
      quotes.push(quote(kindOf(text, content, speech), null, source, cue, content));
      for (const span of speech)
        if (content.some((part) => part.start <= span.start && span.end <= part.end)) taken.add(span);
    }
  }
  return quotes;
}

/** „Die Lage sei ernst, so der Sprecher.“: "so" and a noun phrase after a comma. */
function suchAs(
  text: string,
  sentence: Sentence,
  outside: readonly boolean[],
  lexicon: RuleLexicon,
): { readonly source: readonly Span[]; readonly cue: Span[]; readonly content: Span[] } | null {
  const { words } = sentence;
  for (let i = 2; i < words.length - 1; i++) {
    if (
      !outside[i] ||
      !lexicon.words('so').has(words[i]!.lower) ||
      !/,\s*$/.test(words[i - 1]!.gap) ||
      words[i]!.gap !== ' '
    )
      continue;
    const source = subjectAfter(text, words, i + 1, lexicon, []);
    const next = source === null ? -1 : words.findIndex((word) => word.start >= source[0]!.end);
    // The phrase ends the sentence or a parenthesis, or adds a time and place, but is no clause of its own.
    if (source === null || (next >= 0 && !/^[\s,.)]*$/.test(words[next - 1]!.gap))) continue;
    if (
      next >= 0 &&
      !/[,.]/.test(words[next - 1]!.gap) &&
      !lexicon.words('preposition').has(words[next]!.lower) &&
      !lexicon.words('adverb').has(words[next]!.lower)
    )
      continue;
    const to = next >= 0 && /,/.test(words[next - 1]!.gap) ? source[0]!.end : sentence.end;
    const content = around(text, sentence, words[i]!.start, to);
    if (content.length > 0) return { source, cue: [spanOf(words[i]!)], content };
  }
  return null;
}

/** Direct speech with a cue after, before or between. */
function attributeSpeech(
  text: string,
  sentence: Sentence,
  speech: readonly DirectSpan[],
  cues: readonly CuePlace[],
  lexicon: RuleLexicon,
  taken: Set<DirectSpan>,
  used: Set<CuePlace>,
  quotes: RawQuote[],
): void {
  const { words } = sentence;
  for (const span of speech) {
    if (taken.has(span)) continue;
    const after = words.findIndex((word) => word.start >= span.end);
    const follower = after < 0 ? undefined : words[after];
    const gapAfter = follower === undefined ? '' : text.slice(span.end, follower.start);
    // „…“, sagte Roe. / «…», — сказал он.
    const right = cues.find(
      (place) =>
        !used.has(place) &&
        after >= 0 &&
        place.finite >= after &&
        place.finite - after <= 1 &&
        /^[\s,.!?—–-]*$/.test(gapAfter),
    );
    const so =
      after >= 0 &&
      lexicon.words('so').has(follower!.lower) &&
      /,/.test(text.slice(span.start, follower!.start).slice(-4))
        ? after
        : -1;
    if (right !== undefined) {
      used.add(right);
      taken.add(span);
      const parts: Span[] = [{ start: span.start, end: span.end }];
      const next = speech.find((other) => other.start >= span.end && !taken.has(other));
      if (next !== undefined) {
        taken.add(next);
        parts.push({ start: next.start, end: next.end });
      }
      const source =
        subjectAfter(text, words, right.finite + 1, lexicon, right.spans) ??
        subjectBefore(text, words, right.finite, after, lexicon);
      quotes.push(quote('direct', right.cue, source, right.spans, parts));
      continue;
    }
    if (so >= 0) {
      const source = subjectAfter(text, words, so + 1, lexicon, []);
      if (source !== null) {
        taken.add(span);
        quotes.push(quote('direct', null, source, [spanOf(follower!)], [{ start: span.start, end: span.end }]));
        continue;
      }
    }
    // Roe sagte: „…“ – the colon, or nothing but the mark, joins them.
    const last = lastIndexBefore(words, span.start);
    const gapBefore = last < 0 ? '' : text.slice(words[last]!.end, span.start);
    if (last < 0 || !/^\s*[:,]?\s*[—–-]?\s*$/.test(gapBefore)) continue;
    const isColon = gapBefore.includes(':');
    const left = cues
      .filter(
        (place) =>
          !used.has(place) && place.finite <= last && (isColon || last - place.end < 3) && last - place.end < 25,
      )
      .pop();
    const isSpeech =
      isColon || (left !== undefined && left.end >= last && text.slice(span.start, span.end).length > 24);
    if (left === undefined || !isSpeech) continue;
    used.add(left);
    taken.add(span);
    const source =
      subjectBefore(text, words, left.finite, clauseStart(words, left.finite), lexicon) ??
      subjectAfter(text, words, left.finite + 1, lexicon, left.spans);
    quotes.push(quote('direct', left.cue, source, left.spans, [{ start: span.start, end: span.end }]));
  }
}

/** A German main clause whose finite verb is in the subjunctive of reported speech, in second place or so. */
function isSubjunctive({ words }: Sentence, lexicon: RuleLexicon): boolean {
  const forms = lexicon.words('subjunctive');
  if (forms.size === 0) return false;
  for (let i = 1; i < Math.min(words.length, 14); i++) {
    if (forms.has(words[i]!.lower)) return !ambiguousForms.has(words[i]!.lower);
    if (/[,;:]/.test(words[i]!.gap) && i > 8) return false;
  }
  return false;
}

/** Forms that are as often a wish or a condition, or the indicative. */
const ambiguousForms = new Set([
  'würden',
  'würde',
  'könnten',
  'sollten',
  'wollten',
  'müssten',
  'dürften',
  'gäbe',
  'gelte',
  'brauche',
]);

function kindOf(text: string, content: readonly Span[], speech: readonly DirectSpan[]): QuoteKind {
  const inside = speech.filter((span) => content.some((part) => part.start <= span.start && span.end <= part.end));
  if (content.every(({ start, end }) => /^[„“"«][^„“”"«»]*[“”"»]$/.test(text.slice(start, end)))) return 'direct';
  if (inside.length === 0)
    return content.some(({ start, end }) => /[“”„«»]/.test(text.slice(start, end))) ? 'mixed' : 'indirect';
  const rest =
    content.reduce((sum, { start, end }) => sum + end - start, 0) -
    inside.reduce((sum, { start, end }) => sum + end - start, 0);
  return rest < 4 ? 'direct' : 'mixed';
}

/** Longer "sentences" are lists and tables. */
const maxSentenceWords = 250;
