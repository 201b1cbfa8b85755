import { tokenise } from '../text/tokens';
import { MemoryVocabulary } from './memoryPassageIndex';
import { makeForm, type SentenceForm } from './sentenceForm';
import { WordFacts } from './wordFacts';

/** How near two sentences are in meaning, in [0, 1], symmetric, knowing nothing but the two (no corpus). */
export function sentenceSimilarity(a: string, b: string): number {
  const facts = sharedFacts();
  const x = formOf(a, facts);
  const y = formOf(b, facts);
  let dot = 0;
  let normX = 0;
  let normY = 0;
  let j = 0;
  y.rarities.forEach((rarity) => (normY += (rarity + 1) ** 2));
  x.terms.forEach((term, i) => {
    const square = ((x.rarities[i] ?? 0) + 1) ** 2;
    normX += square;
    while ((y.terms[j] ?? Infinity) < term) j++;
    if (y.terms[j] === term) dot += square;
  });
  return dot / Math.sqrt(normX * normY || 1);
}

function formOf(text: string, facts: WordFacts): SentenceForm {
  const tokens = tokenise(text, { start: 0, end: text.length });
  return makeForm(
    tokens.words.map((word) => facts.vocabulary.wordId(word)),
    tokens.flags,
    facts,
  );
}

/** The vocabulary grows with the words that are asked about, so it is begun afresh now and then. */
function sharedFacts(): WordFacts {
  if (uses++ % 100_000 === 0) known = undefined;
  return (known ??= new WordFacts(new MemoryVocabulary()));
}

let known: WordFacts | undefined;
let uses = 0;
