import type { Span } from '../../text/span';
import type { Sentence, Word } from '../speakers/words';
import { boundaryAfter, clauseEndFrom, clauseStart, closes, maxGapWords } from './clauseBounds';
import { firstVerbWord, type CuePlace } from './cuePlaces';
import { phraseEnd, subjectAfter, subjectBefore } from './nounPhrases';
import type { RuleLexicon } from './ruleLexicon';
import { around, trimmed } from './ruleQuote';

/** The clause that a verb of saying governs, and its subject; null where the verb governs none. */
export function governedClause(
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
