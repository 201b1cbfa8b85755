import { endsInPrefix, fieldTest } from './articleConditions';
import type { CompileContext } from './compileQuery';
import { plainCondition, type Condition } from './conditions';
import { searchWords } from './foldSearch';
import type { TextPattern } from './queryTypes';
import type { SpeakerNames } from './speakerNames';

/**
 * Quotes of speakers one of whose names fits. A name fits wherever an article uses it; whoever bears it there is meant
 * in other articles too, under whatever name, as far as speakers are tied.
 */
export function speakerCondition({ index, names }: CompileContext, value: TextPattern): Condition {
  const wanted = new Set<number>();
  names.forEachPlace(namesThatFit(names, value), (slot) => {
    const speaker = index.speakerAt(slot);
    if (speaker !== null) wanted.add(speaker);
  });
  return {
    ...plainCondition(({ passage }) =>
      index.passageQuotes(passage).some(({ speaker }) => speaker !== null && wanted.has(speaker)),
    ),
    estimate: wanted.size === 0 ? 0 : Infinity,
    mayHoldIn(article) {
      for (let speaker = index.speakerCount(article) - 1; speaker >= 0; speaker -= 1)
        if (wanted.has(index.speakerAt({ article, speaker }) ?? -1)) return true;
      return false;
    },
  };
}

function namesThatFit(names: SpeakerNames, value: TextPattern): Set<number> {
  const fits = fieldTest(value);
  if (value.type === 'regex') return names.matching(fits);
  const words = searchWords(value.text);
  let found: Set<number> | null = null;
  words.forEach((word, at) => {
    const withWord = names.withWord(word, at === words.length - 1 && endsInPrefix(value) ? 'prefix' : 'word');
    found = found === null ? withWord : intersection(found, withWord);
  });
  const all = found ?? new Set<number>();
  if (words.length > 1) for (const name of all) if (!fits(names.name(name))) all.delete(name);
  return all;
}

/** What both sets hold. */
function intersection(a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  const both = new Set<number>();
  for (const id of fewer) if (more.has(id)) both.add(id);
  return both;
}
