import type { Span } from '../../text/span';
import type { Word } from '../speakers/words';
import type { RuleLexicon } from './ruleLexicon';

/** The subject that follows a verb ("sagte der Sprecher am Montag"): the noun phrase that begins there; null where none does. */
export function subjectAfter(
  text: string,
  words: readonly Word[],
  from: number,
  lexicon: RuleLexicon,
  verb: readonly Span[],
): readonly Span[] | null {
  const isVerb = (word: Word) => verb.some((span) => span.start === word.start);
  let i = from;
  // Adverbs, times and pronoun objects may stand before it.
  let steps = 0;
  while (i < words.length && steps++ < 8) {
    const word = words[i]!;
    if (i > from && /[,;:.!?]/.test(words[i - 1]!.gap)) return null;
    if (isVerb(word) || lexicon.words('adverb').has(word.lower)) {
      i++;
      continue;
    }
    if (lexicon.words('preposition').has(word.lower)) {
      const end = phraseEnd(words, i + 1, lexicon);
      if (end <= i + 1) return null;
      i = end;
      continue;
    }
    break;
  }
  if (i >= words.length || !startsPhrase(words[i]!, lexicon)) return null;
  const end = phraseEnd(words, i, lexicon);
  if (end <= i) return null;
  if (!isNounPhrase(words, i, end, lexicon)) return null;
  return [spanFrom(text, words, i, withApposition(words, end, lexicon))];
}

/** German writes nouns with capitals: a phrase without one and without a pronoun is none ("geworden", "anzutreten"). */
function isNounPhrase(words: readonly Word[], from: number, end: number, lexicon: RuleLexicon): boolean {
  if (lexicon.language !== 'de') return true;
  if (lexicon.words('nominative').has(words[from]!.lower) && !lexicon.words('determiner').has(words[from]!.lower))
    return true;
  return words.slice(from, end).some(({ isCapitalised }, i) => isCapitalised && (from + i > 0 || end - from === 1));
}

/** The subject that stands before a verb in its clause, which begins at `start`; null where the clause opens with something else. */
export function subjectBefore(
  text: string,
  words: readonly Word[],
  verb: number,
  start: number,
  lexicon: RuleLexicon,
): readonly Span[] | null {
  let from = start;
  while (from < verb && (lexicon.words('conjunction').has(words[from]!.lower) || isOpener(words[from]!, lexicon)))
    from++;
  if (from >= verb) return appositionBefore(text, words, verb, start, lexicon);
  const opening = words[from]!;
  if (lexicon.words('preposition').has(opening.lower)) {
    // "In Springfield sagte Roe": in verb-second German the subject follows; elsewhere it stands behind the phrase.
    if (lexicon.language === 'de') return null;
    const end = phraseEnd(words, from + 1, lexicon);
    if (end <= from + 1 || end >= verb) return null;
    return subjectBefore(text, words, verb, end, lexicon);
  }
  if (!startsPhrase(opening, lexicon)) return null;
  const end = phraseEnd(words, from, lexicon);
  const last = Math.min(end, verb);
  // Words between the phrase and the verb: adverbs and objects, no second subject.
  if (
    lexicon.language === 'de' &&
    verb - last > 0 &&
    !words.slice(last, verb).every((word) => isLoose(word, lexicon))
  ) {
    const isFinal = verb === words.length - 1 || /[,;:.]/.test(words[verb]!.gap);
    if (!isFinal && verb - last > 6) return null;
  }
  if (!isNounPhrase(words, from, last, lexicon)) return null;
  const preceding = appositionBefore(text, words, verb, from, lexicon);
  return preceding ?? [spanFrom(text, words, from, last)];
}

/** "Ann Roe, die Sprecherin der Stadt, sagte": the name before the comma, with its apposition. */
function appositionBefore(
  text: string,
  words: readonly Word[],
  verb: number,
  start: number,
  lexicon: RuleLexicon,
): readonly Span[] | null {
  if (start === 0 || !/^,\s$/.test(words[start - 1]!.gap)) return null;
  let from = start - 1;
  while (from > 0 && start - from < 9 && !/[,;:.—–«»“”„]/.test(words[from - 1]!.gap)) from--;
  const opening = words[from]!;
  if (start === verb) {
    // "Roe, Sprecher der Stadt, sagte": the comma stands right before the verb.
    let first = from;
    if (from > 0 && /^,\s$/.test(words[from - 1]!.gap)) {
      first = from - 1;
      while (first > 0 && from - first < 8 && !/[,;:.—–«»“”„]/.test(words[first - 1]!.gap)) first--;
    } else return null;
    if (!isNameLike(words, first, from, lexicon)) return null;
    return [spanFrom(text, words, first, start)];
  }
  if (from > 0 && !/[—–«»“”„]/.test(words[from - 1]!.gap)) return null;
  if (!isNameLike(words, from, start, lexicon) || lexicon.words('preposition').has(opening.lower)) return null;
  if (!lexicon.words('determiner').has(words[start]!.lower)) return null;
  return [spanFrom(text, words, from, Math.min(phraseEnd(words, start, lexicon), verb))];
}

/** One to five words that begin with capitals, or a phrase that begins with a determiner. */
function isNameLike(words: readonly Word[], from: number, to: number, lexicon: RuleLexicon): boolean {
  if (to - from > 8) return false;
  if (lexicon.words('determiner').has(words[from]!.lower)) return true;
  return words.slice(from, to).some(({ isCapitalised }) => isCapitalised) && words[from]!.isCapitalised;
}

/** After the name a short apposition between commas belongs to the subject: "Roe, Sprecher der Stadt, am Montag". */
function withApposition(words: readonly Word[], end: number, lexicon: RuleLexicon): number {
  const last = words[end - 1];
  const next = words[end];
  if (last === undefined || next === undefined || !/^,\s$/.test(last.gap) || !last.isCapitalised) return end;
  const opens = lexicon.words('determiner').has(next.lower) || next.isCapitalised;
  if (!opens || lexicon.words('complementiser').has(next.lower)) return end;
  const after = phraseEnd(words, end, lexicon);
  const closing = words[after - 1]!.gap;
  // A relative clause or the report itself would follow without a closing mark.
  return after - end <= 8 && after > end && (after >= words.length || /^[,.]/.test(closing)) ? after : end;
}

/** Index after a noun phrase that begins at `from`: with genitives and "of" phrases, up to a preposition, comma or verb. */
export function phraseEnd(words: readonly Word[], from: number, lexicon: RuleLexicon): number {
  const first = words[from];
  if (first === undefined) return from;
  if (lexicon.words('nominative').has(first.lower) && !lexicon.words('determiner').has(first.lower)) return from + 1;
  let i = from;
  let sawNoun = false;
  while (i < words.length && i - from < maxPhraseWords) {
    const word = words[i]!;
    const { lower } = word;
    if (i > from) {
      const { gap } = words[i - 1]!;
      const joined =
        /^\s+$/.test(gap) ||
        /^\s?[-–/&]\s?$/.test(gap) ||
        /^['’]$/.test(gap) ||
        (gap === '. ' && isAbbreviation(words[i - 1]!)) ||
        /^\s?[„“"«(]$|^[“”"»)]\s?$/.test(gap);
      if (!joined) break;
      if (lexicon.cues.has(lower) && !word.isCapitalised) break;
      if (lexicon.words('auxiliary').has(lower) || (lexicon.words('adverb').has(lower) && !word.isCapitalised)) break;
      if (lexicon.words('complementiser').has(lower) || lexicon.words('relativecue').has(lower)) break;
      const binds = lexicon.words('npreposition').has(lower) && sawNoun;
      if (!binds && lexicon.words('preposition').has(lower)) break;
      if (lexicon.language === 'de' && !binds && sawNoun && !word.isCapitalised) {
        // After the noun only a genitive goes on.
        if (
          !lexicon.words('genitive').has(lower) &&
          !lexicon.words('conjunction').has(lower) &&
          !isAdjectiveBeforeNoun(words, i)
        )
          break;
        if (lower !== 'und' && lexicon.words('conjunction').has(lower)) break;
      }
      if (binds || (lexicon.words('genitive').has(lower) && sawNoun)) sawNoun = false;
    }
    if (lexicon.language === 'de' ? word.isCapitalised : !lexicon.words('determiner').has(lower)) sawNoun = true;
    i++;
  }
  // A phrase does not end in a determiner, a preposition or "and".
  while (i > from && i - from > 0) {
    const { lower } = words[i - 1]!;
    const dangles =
      lexicon.words('determiner').has(lower) ||
      lexicon.words('npreposition').has(lower) ||
      lexicon.words('conjunction').has(lower);
    if (!dangles || i - 1 === from) break;
    i--;
  }
  return i;
}

function isAdjectiveBeforeNoun(words: readonly Word[], i: number): boolean {
  return (
    /(?:e|en|er|es|em)$/.test(words[i]!.lower) &&
    words[i + 1]?.isCapitalised === true &&
    /(?:er|en)$/.test(words[i]!.lower) &&
    words[i - 1]?.isCapitalised !== true
  );
}

function isAbbreviation({ form }: Word): boolean {
  return form.length <= 3 && /^\p{Lu}/u.test(form);
}

function startsPhrase(word: Word, lexicon: RuleLexicon): boolean {
  const { lower } = word;
  if (lexicon.words('nominative').has(lower) || lexicon.words('determiner').has(lower)) return true;
  if (lexicon.words('complementiser').has(lower) || lexicon.words('conjunction').has(lower)) return false;
  if (lexicon.words('adverb').has(lower) || lexicon.words('auxiliary').has(lower) || lexicon.cues.has(lower))
    return false;
  if (word.isCapitalised) return true;
  // Languages without articles, and bare plurals with an adjective: anything that no other class claims.
  return lexicon.language === 'ru' || (lexicon.language === 'de' && /(?:e|er|es|en)$/.test(lower));
}

function isOpener({ lower }: Word, lexicon: RuleLexicon): boolean {
  return (
    lexicon.words('adverb').has(lower) &&
    !lexicon.words('nominative').has(lower) &&
    !lexicon.words('determiner').has(lower)
  );
}

function isLoose(word: Word, lexicon: RuleLexicon): boolean {
  return lexicon.words('adverb').has(word.lower);
}

function spanFrom(text: string, words: readonly Word[], from: number, to: number): Span {
  const start = words[from]!.start;
  const last = words[Math.max(from, to - 1)]!;
  // A closing mark or bracket that was opened within belongs to it.
  const closing = /^[“”"»)]/.exec(text.slice(last.end, last.end + 1));
  const opened = closing !== null && /[„“"«(]/.test(text.slice(start - 1, last.end));
  return {
    start: opened && /[„“"«]/.test(text[start - 1] ?? '') ? start - 1 : start,
    end: opened ? last.end + 1 : last.end,
  };
}

const maxPhraseWords = 16;
