import type { Span } from '../../text/span';
import type { Word } from '../speakers/words';
import { maxGapWords } from './clauseBounds';
import type { Cue, RuleLexicon } from './ruleLexicon';
import { spanOf } from './ruleQuote';

/** A verb of saying where it stands: its words (auxiliary and prefix too) and its place in the sentence. */
export interface CuePlace {
  readonly cue: Cue;
  readonly spans: readonly Span[];
  /** Index of the word that is finite: of the auxiliary where there is one. */
  readonly finite: number;
  /** Index after the last word of the verb up to which it closes its clause ("mit" of "teilte mit"). */
  readonly end: number;
}

/** Verbs of saying outside quote marks, with their auxiliaries and separable prefixes. */
export function findCues(words: readonly Word[], outside: readonly boolean[], lexicon: RuleLexicon): CuePlace[] {
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

/** Index of the first word of the verb, auxiliary included. */
export function firstVerbWord({ spans, finite }: CuePlace, words: readonly Word[]): number {
  const start = Math.min(...spans.map((span) => span.start));
  for (let i = finite; i >= 0; i--) if (words[i]!.start === start) return i;
  return finite;
}
