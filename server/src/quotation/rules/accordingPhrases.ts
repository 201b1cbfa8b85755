import type { Span } from '../../text/span';
import type { Sentence, Word } from '../speakers/words';
import { phraseEnd } from './nounPhrases';
import type { AccordingPhrase, RuleLexicon } from './ruleLexicon';
import { around, spanOf } from './ruleQuote';

/** A sentence that a phrase ("laut Polizei", "по словам Иванова", "según la alcaldesa") attributes as a whole. */
export interface According {
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
}

/** The first such phrase of a sentence, outside quote marks; null where there is none. */
export function accordingTo(
  text: string,
  sentence: Sentence,
  outside: readonly boolean[],
  lexicon: RuleLexicon,
): According | null {
  const { words } = sentence;
  for (let i = 0; i < words.length; i++) {
    if (!outside[i]) continue;
    for (const phrase of lexicon.according.get(words[i]!.lower) ?? []) {
      if (!phrase.words.every((word, j) => words[i + j]?.lower === word)) continue;
      const found = read(text, sentence, i, phrase, lexicon);
      if (found !== null) return found;
    }
  }
  return null;
}

function read(
  text: string,
  sentence: Sentence,
  at: number,
  { words: cueWords, place }: AccordingPhrase,
  lexicon: RuleLexicon,
): According | null {
  const { words } = sentence;
  const last = words[at + cueWords.length - 1]!;
  const cue = { start: words[at]!.start, end: last.end };
  if (place === 'post') {
    let from = at;
    while (from > 0 && at - from < 10 && /^\s$/.test(words[from - 1]!.gap)) {
      from--;
      if (lexicon.words('determiner').has(words[from]!.lower) && !words[from - 1]?.isCapitalised) break;
    }
    if (from === at) return null;
    return finish(text, sentence, { start: words[from]!.start, end: words[at - 1]!.end }, cue);
  }
  if (place === 'whole') {
    return finish(text, sentence, cue, cue);
  }
  const from = at + cueWords.length;
  if (from >= words.length || !/^\s$/.test(last.gap)) return null;
  const end = phraseEnd(words, from, lexicon);
  if (end <= from) return null;
  if (lexicon.words('relative').has(words[from]!.lower)) return null;
  if (lexicon.language === 'de' && !words.slice(from, end).some(({ isCapitalised }) => isCapitalised)) return null;
  if (place === 'text') {
    // „nach“ alone is mostly "after": only words for texts and statements make it "according to".
    const nouns = lexicon.words('noun');
    const isText = words
      .slice(from, end)
      .some(({ lower }) => nouns.has(lower) || [...nouns].some((noun) => lower.endsWith(noun)));
    if (!isText) return null;
  }
  // "nach Angaben der Polizei": of the fixed phrase the noun belongs to the source's side, as readers see it; keep it in the cue.
  const closesAtComma = lexicon.language !== 'de' && at === 0;
  const stop = closesAtComma ? firstComma(words, from, end) : end;
  return finish(text, sentence, { start: words[from]!.start, end: words[stop - 1]!.end }, cue);
}

/** "Según Ann Roe, alcaldesa de Velden, …" ends at the first comma; without one where the noun phrase ends. */
function firstComma(words: readonly Word[], from: number, end: number): number {
  for (let i = from; i < Math.min(words.length, from + 12); i++) if (/^,/.test(words[i]!.gap)) return i + 1;
  return end;
}

function finish(text: string, sentence: Sentence, source: Span, cue: Span): According | null {
  const content = around(text, sentence, Math.min(source.start, cue.start), Math.max(source.end, cue.end));
  if (content.length === 0) return null;
  return { source: [spanOf(source)], cue: [cue], content };
}
