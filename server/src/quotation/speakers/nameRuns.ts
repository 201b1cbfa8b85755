import type { SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/**
 * Index after the last word of the run of name words that begins at `first`: capitals, with particles between them ("van
 * der"), the stops of initials, and connectors within the names of bodies ("Department of …"). Bounded.
 */
export function endOfNameRun(words: readonly Word[], first: number, lexicon: SpeakerLexicon): number {
  let isBody = false;
  let last = first;
  while (last - first < maxRunWords) {
    const word = words[last]!;
    if ((word.flags & WordFlag.OrgWord) !== 0) isBody = true;
    const next = words[last + 1];
    if (word.isPossessive && !ownsAssociation(word, next)) break;
    if (next === undefined || !joins(word)) break;
    if (next.isCapitalised) {
      if ((next.flags & WordFlag.Calendar) !== 0) break;
      if ((next.flags & WordFlag.Pronoun) !== 0 && next.form.length < 3) break;
      // "Roe MORE": a link behind the name.
      if (next.form.length > 2 && (next.flags & isShouted) === isShouted && (word.flags & WordFlag.AllCaps) === 0)
        break;
      last++;
      continue;
    }
    if ((next.flags & WordFlag.Digits) !== 0) break;
    // "in Kansas City of the Harbour Union": the place's name is over.
    if (next.lower === 'of' && last > first && isPlaceName(words, first, last, lexicon)) break;
    const isTitle = (word.flags & WordFlag.Title) !== 0;
    // "Ambassador to the Harbour Union Ann Roe"
    const isTitleTo = isTitle && next.lower === 'to' && toTitles.has(word.known.title?.role ?? '');
    const step = skipSmallWords(
      words,
      last,
      isBody || isTitleTo || (isTitle && (next.lower === 'of' || next.lower === 'and')),
    );
    const after = words[step];
    if (step === last + 1 || after?.isCapitalised !== true || (after.flags & WordFlag.Calendar) !== 0) break;
    if (next.lower === 'and' || next.lower === '&') {
      const joinsTitles = (word.flags & WordFlag.Title) !== 0 && runEndsInTitle(words, step);
      if (!joinsTitles && !(isBody && goesOnAsBody(words, step))) break;
    } else if (
      !isTitleTo &&
      !lexicon.words('particle').has(next.lower) &&
      ['in', 'to', 'at', 'on'].includes(next.lower) &&
      !isLongBodyName(words, first, last)
    ) {
      break;
    }
    last = step;
  }
  return last + 1;
}

/** "Harbour Pilots’ Association" is one name. */
function ownsAssociation({ lower, gap }: Word, next: Word | undefined): boolean {
  return gap === '’ ' || gap === "' " ? lower.endsWith('s') && associations.has(next?.lower ?? '') : false;
}

const associations = new Set(['association', 'union', 'federation', 'society', 'guild', 'league', 'alliance']);

const isShouted = WordFlag.AllCaps | WordFlag.Starter;

/** Behind the particles and connectors that may stand within a name after `last`: at most two. */
function skipSmallWords(words: readonly Word[], last: number, takesConnectors: boolean): number {
  let step = last + 1;
  while (step < words.length && step - last <= 3) {
    const { flags, lower, isCapitalised, gap } = words[step]!;
    if (isCapitalised || gap !== ' ') break;
    const isSmall =
      (flags & WordFlag.Particle) !== 0 ||
      (step > last + 1 && (lower === 'der' || lower === 'den')) ||
      (takesConnectors && (flags & WordFlag.Connector) !== 0);
    if (!isSmall) break;
    step++;
  }
  return step;
}

function isPlaceName(words: readonly Word[], first: number, last: number, lexicon: SpeakerLexicon): boolean {
  if (placeEnds.has(words[last]!.lower)) return true;
  if (last !== first + 1 || (words[first]!.flags & WordFlag.OpensPlace) === 0) return false;
  return lexicon.places.has(`${words[first]!.lower} ${words[last]!.lower}`);
}

const placeEnds = new Set(['city', 'county', 'island', 'islands', 'valley', 'beach', 'springs']);

/** "…Councilor and Foreign Minister": the run after "and" holds a title within three words. */
function runEndsInTitle(words: readonly Word[], from: number): boolean {
  for (let i = from; i < Math.min(words.length, from + 3) && words[i]!.isCapitalised; i++) {
    if ((words[i]!.flags & WordFlag.Title) !== 0) return true;
  }
  return false;
}

/** "Health and Human Services", "Food and Drug Administration": after "and" the name goes on to a body's word or a plural. */
function goesOnAsBody(words: readonly Word[], from: number): boolean {
  let i = from;
  while (words[i + 1]?.isCapitalised === true && words[i]!.gap === ' ') i++;
  const last = words[i]!;
  return (
    i > from &&
    ((last.flags & WordFlag.OrgWord) !== 0 || last.lower.endsWith('s')) &&
    (words[from]!.flags & WordFlag.GivenName) === 0
  );
}

function isLongBodyName(words: readonly Word[], first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if (['for', 'of'].includes(words[i]!.lower)) return true;
  return false;
}

/** Whether the gap after a word lets a name go on: a space, or the stop of an initial or abbreviation. */
function joins({ gap, form, lower, isCapitalised, flags }: Word): boolean {
  if (gap === ' ' || gap === '\u00a0' || gap === ' & ') return true;
  if (gap === '. ' || gap === '.\u00a0') {
    return (
      (form.length === 1 && isCapitalised) ||
      ((flags & WordFlag.Title) !== 0 && form.length < 5) ||
      shortForms.has(lower)
    );
  }
  return gap === '.' && form.length === 1;
}

/** Offices that are held at, or towards, something. */
const toTitles = new Set([
  'ambassador',
  'envoy',
  'adviser',
  'representative',
  'delegate',
  'liaison',
  'assistant',
  'counsel',
  'aide',
]);

/** Words that are written short with a stop before names. */
export const shortForms: ReadonlySet<string> = new Set(
  'st ft mt gen lt sgt col assemb supt atty asst dist del hon messrs wm chas jr'.split(' '),
);
const maxRunWords = 14;
