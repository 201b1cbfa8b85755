import modeList from '../../languages/en/cueModes.tsv';
import { ownString } from '../base/ownString';
import type { QuoteMode } from './quoteTypes';

const modes = readModes(modeList);

/**
 * The mode of an English cue ("said", "has long believed", "plans to"): the first of its words that the lexicon
 * knows decides; unknown cues are speech. Words are looked up as they stand and with their endings cut.
 */
export function modeOfCue(cue: string): QuoteMode {
  const known = cueModes.get(cue);
  if (known !== undefined) return known;
  const mode = readMode(cue);
  if (cueModes.size >= maxRememberedCues) cueModes.clear();
  if (cue.length < maxRememberedLength) cueModes.set(ownString(cue), mode);
  return mode;
}

/** Cues that were asked about: texts repeat theirs without end. */
const cueModes = new Map<string, QuoteMode>();
const maxRememberedCues = 10_000;
const maxRememberedLength = 60;

function readMode(cue: string): QuoteMode {
  for (const word of cue.toLowerCase().split(/[^\p{L}’'-]+/u)) {
    const mode =
      modes.get(word) ??
      stems(word)
        .map((stem) => modes.get(stem))
        .find((found) => found !== undefined);
    if (mode !== undefined) return mode;
  }
  return 'said';
}

function stems(word: string): string[] {
  const out: string[] = [];
  if (word.endsWith('ies')) out.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ied')) out.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('es')) out.push(word.slice(0, -2));
  if (word.endsWith('s')) out.push(word.slice(0, -1));
  if (word.endsWith('ed')) out.push(word.slice(0, -2), word.slice(0, -1), word.slice(0, -3));
  if (word.endsWith('ing')) out.push(word.slice(0, -3), `${word.slice(0, -3)}e`, word.slice(0, -4));
  return out;
}

function readModes(list: string): Map<string, QuoteMode> {
  const out = new Map<string, QuoteMode>();
  for (const line of list.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [word, mode] = line.split('\t');
    if (word && (mode === 'said' || mode === 'thought' || mode === 'intended')) out.set(word, mode);
  }
  return out;
}
