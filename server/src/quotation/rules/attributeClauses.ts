import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import type { DirectSpan } from '../directSpan';
import type { QuoteKind } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import { wordsOf, type Sentence, type Word } from '../speakers/words';
import { accordingTo } from './accordingPhrases';
import { phraseEnd, subjectAfter, subjectBefore } from './nounPhrases';
import type { Cue, RuleLexicon } from './ruleLexicon';
import { around, bareQuote, quote, spanOf, trimmed } from './ruleQuote';

/** A verb of saying where it stands: its words (auxiliary and prefix too) and its place in the sentence. */
export interface CuePlace {
  readonly cue: Cue;
  readonly spans: readonly Span[];
  /** Index of the word that is finite: of the auxiliary where there is one. */
  readonly finite: number;
  /** Index after the last word of the verb up to which it closes its clause ("mit" of "teilte mit"). */
  readonly end: number;
}

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

/** The clause that a verb of saying governs, and its subject; null where the verb governs none. */
function governedClause(
  text: string,
  sentence: Sentence,
  place: CuePlace,
  outside: readonly boolean[],
  lexicon: RuleLexicon,
): { readonly source: readonly Span[] | null; readonly content: Span[] } | null {
  const { words } = sentence;
  const { cue, finite, end } = place;
  const start = clauseStart(words, finite);
  const opener = words[start];
  // „Wie die Polizei mitteilte, …“: the verb closes a clause that "as" opens.
  if (
    opener !== undefined &&
    lexicon.words('relativecue').has(opener.lower) &&
    start < finite &&
    closes(words, place) &&
    cue.takesSpeech
  ) {
    const content = around(text, sentence, words[start]!.start, words[Math.max(finite, end - 1)]!.end);
    const source =
      subjectBefore(text, words, start + 1 === finite ? finite : firstVerbWord(place, words), start + 1, lexicon) ??
      subjectAfter(text, words, finite + 1, lexicon, place.spans);
    return content.length > 0 && source !== null ? { source, content } : null;
  }
  const inverted = (): readonly Span[] | null => subjectAfter(text, words, finite + 1, lexicon, place.spans);
  const isPassive = place.spans.length > 1 && lexicon.words('passive').has(words[finite]!.lower);
  const subject = (): readonly Span[] | null =>
    isPassive
      ? agentOf(text, words, finite, end, lexicon)
      : (subjectBefore(text, words, finite, start, lexicon) ?? inverted());
  // Complementiser: "sagte am Montag, dass …", "dijo que …".
  if (cue.takesClause) {
    for (let i = finite + 1; i < Math.min(words.length, end + maxGapWords); i++) {
      if (/[.;!?]\s*$/.test(words[i - 1]!.gap) && i > finite + 1) break;
      const isComplementiser = lexicon.words('complementiser').has(words[i]!.lower);
      const isQuestion = lexicon.words('question').has(words[i]!.lower) && /,\s*$/.test(words[i - 1]!.gap);
      if ((!isComplementiser && !isQuestion) || !outside[i]) continue;
      // A comma that is none of the complementiser's own ends the verb's clause.
      const stop = clauseEndFrom(words, i, lexicon);
      const content = trimmed(text, words[i]!.start, words[stop]!.end);
      return { source: subject(), content: [content] };
    }
  }
  const afterVerb = boundaryAfter(words, end - 1);
  if (cue.takesSpeech && afterVerb !== null && words[afterVerb.next] !== undefined) {
    const rest = words.slice(afterVerb.next);
    const isSpeech =
      afterVerb.mark === ':' ||
      (lexicon.language === 'de' &&
        rest.some(({ lower }) => lexicon.words('subjunctive').has(lower)) &&
        !startsRelative(words[afterVerb.next]!, lexicon, rest));
    if (isSpeech && (afterVerb.mark === ':' || afterVerb.next - end < maxGapWords)) {
      return { source: subject(), content: [trimmed(text, words[afterVerb.next]!.start, sentence.end)] };
    }
  }
  if (cue.takesInfinitive && lexicon.language === 'de' && afterVerb !== null && afterVerb.mark === ',') {
    const rest = words.slice(afterVerb.next, afterVerb.next + 40);
    if (
      rest.some(
        ({ lower }) => lower === 'zu' || /^(?:an|auf|aus|ein|vor|zurück|ab|nach|zu|mit|bei)zu\p{L}+en$/u.test(lower),
      )
    ) {
      return {
        source: subject(),
        content: [
          trimmed(text, words[afterVerb.next]!.start, words[clauseEndFrom(words, afterVerb.next, lexicon)]!.end),
        ],
      };
    }
  }
  // "…, sagte Roe." and "…, sagte Roe, …": the verb comes first in its clause, after a comma.
  if (cue.takesSpeech && start > 0 && finite - start <= 1 && /,\s*[—–-]?\s*$|\s[—–-]\s*$/.test(words[start - 1]!.gap)) {
    const source = inverted();
    if (source === null) return null;
    const last = source[source.length - 1]!.end;
    const content = around(text, sentence, words[start]!.start, Math.max(last, words[Math.max(finite, end - 1)]!.end));
    return content.length > 0 ? { source, content } : null;
  }
  return null;
}

/** „wurde von der Polizei mitgeteilt“: whoever stands behind "von". */
function agentOf(
  text: string,
  words: readonly Word[],
  from: number,
  to: number,
  lexicon: RuleLexicon,
): readonly Span[] | null {
  for (let i = clauseStart(words, from); i < to - 1; i++) {
    if (words[i]!.lower !== 'von' && words[i]!.lower !== 'vom') continue;
    const end = Math.min(phraseEnd(words, i + 1, lexicon), to - 1);
    if (end > i + 1) return [trimmed(text, words[i + 1]!.start, words[end - 1]!.end)];
  }
  return null;
}

function startsRelative(word: Word, lexicon: RuleLexicon, rest: readonly Word[]): boolean {
  // "der Mann, der sagte, …" has its verb last; a main clause of reported speech has it second or so.
  if (!lexicon.words('conjunction').has(word.lower) && !subordinators.has(word.lower)) return false;
  return rest.length > 0;
}

const subordinators = new Set([
  'weil',
  'obwohl',
  'nachdem',
  'wobei',
  'während',
  'bevor',
  'bis',
  'sodass',
  'damit',
  'welche',
  'welcher',
  'welches',
]);

/** Verbs of saying outside quote marks, with their auxiliaries and separable prefixes. */
function findCues(words: readonly Word[], outside: readonly boolean[], lexicon: RuleLexicon): CuePlace[] {
  const places: CuePlace[] = [];
  for (let i = 0; i < words.length; i++) {
    const forms = outside[i] ? lexicon.cues.get(words[i]!.lower) : undefined;
    if (forms === undefined || (words[i]!.isCapitalised && i > 0 && lexicon.language === 'de')) continue;
    let chosen: CuePlace | null = null;
    for (const cue of forms) {
      const place = cue.isParticiple ? withAuxiliary(words, i, cue, lexicon) : withParticle(words, i, cue);
      if (place === null) continue;
      // A separable verb whose prefix is there is meant rather than the bare one.
      if (chosen === null || (cue.particle !== null && chosen.cue.particle === null)) chosen = place;
    }
    if (chosen !== null) places.push(chosen);
  }
  return places;
}

function withAuxiliary(words: readonly Word[], i: number, cue: Cue, lexicon: RuleLexicon): CuePlace | null {
  const auxiliaries = lexicon.words('auxiliary');
  for (let j = i - 1; j >= Math.max(0, i - maxGapWords); j--) {
    if (/[.;:!?]\s*$/.test(words[j]!.gap)) break;
    if (auxiliaries.has(words[j]!.lower)) {
      return { cue, spans: [spanOf(words[j]!), spanOf(words[i]!)], finite: j, end: i + 1 };
    }
    if (lexicon.language !== 'de' && i - j > 2) break;
  }
  // „wie er gesagt hatte“
  const next = words[i + 1];
  if (lexicon.language === 'de' && next !== undefined && auxiliaries.has(next.lower) && words[i]!.gap === ' ') {
    return { cue, spans: [spanOf(words[i]!), spanOf(next)], finite: i, end: i + 2 };
  }
  return null;
}

function withParticle(words: readonly Word[], i: number, cue: Cue): CuePlace | null {
  if (cue.particle === null) return { cue, spans: [spanOf(words[i]!)], finite: i, end: i + 1 };
  // „wie er bekannt gab“: in a clause that ends in its verb the prefix stands before it.
  const before = words[i - 1];
  if (before?.lower === cue.particle && before.gap === ' ') {
    return { cue, spans: [spanOf(before), spanOf(words[i]!)], finite: i, end: i + 1 };
  }
  for (let j = i + 1; j < Math.min(words.length, i + maxGapWords); j++) {
    if (words[j]!.lower === cue.particle && (words[j + 1] === undefined || /[,.:;!?]/.test(words[j]!.gap))) {
      return { cue, spans: [spanOf(words[i]!), spanOf(words[j]!)], finite: i, end: j + 1 };
    }
    if (/[;:!?]|\.\s/.test(words[j]!.gap)) break;
  }
  return null;
}

/** Index of the first word of the clause that holds a word: after the last comma, colon, dash or sentence start. */
function clauseStart(words: readonly Word[], i: number): number {
  let start = i;
  while (start > 0 && !/[,;:—–(«»“”„"]\s*$|\s-\s*$|\.\s+$/.test(words[start - 1]!.gap)) start--;
  return start;
}

/** Whether the verb is the last word of its clause. */
function closes(words: readonly Word[], { end }: CuePlace): boolean {
  return end >= words.length || /[,;:—–]/.test(words[end - 1]!.gap);
}

function firstVerbWord({ spans, finite }: CuePlace, words: readonly Word[]): number {
  const start = Math.min(...spans.map((span) => span.start));
  for (let i = finite; i >= 0; i--) if (words[i]!.start === start) return i;
  return finite;
}

/** The next comma or colon after a word, and the word behind it. */
function boundaryAfter(words: readonly Word[], i: number): { readonly mark: ',' | ':'; readonly next: number } | null {
  for (let j = Math.max(0, i); j < Math.min(words.length - 1, i + maxGapWords); j++) {
    const { gap } = words[j]!;
    if (/^\s*:/.test(gap)) return { mark: ':', next: j + 1 };
    if (/^\s*,/.test(gap)) return { mark: ',', next: j + 1 };
    if (/[.;!?]/.test(gap)) return null;
  }
  return null;
}

/**
 * Index of the last word of a reported clause: the end of the sentence, unless the reporter takes the word again: a semicolon,
 * or a comma with a conjunction and a new finite clause is left in, as most of those are still reported.
 */
function clauseEndFrom(words: readonly Word[], from: number, lexicon: RuleLexicon): number {
  for (let i = from; i < words.length - 1; i++) {
    if (/;/.test(words[i]!.gap)) return i;
    // "…, sagte er": the report ends where another cue takes the word.
    if (/,\s*[—–-]?\s*$/.test(words[i]!.gap) && lexicon.cues.has(words[i + 1]!.lower) && lexicon.language !== 'fr')
      return i;
  }
  return words.length - 1;
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

function lastIndexBefore(words: readonly Word[], offset: number): number {
  let i = words.length - 1;
  while (i >= 0 && words[i]!.end > offset) i--;
  return i;
}

/** How many words may stand between the parts of a verb, or between it and its clause. */
const maxGapWords = 18;
/** Longer "sentences" are lists and tables. */
const maxSentenceWords = 250;
