import type { Figure } from './figure';
import type { Pronoun } from './speakerLexicon';

/** A figure at a place of the walk. */
export interface Appearance {
  readonly figure: Figure;
  readonly sentence: number;
  readonly at: number;
  readonly role: 'subject' | 'other' | 'possessive' | 'quoted';
}

/** Where a pronoun stands and what is known there. */
export interface PronounPlace {
  readonly at: number;
  readonly sentence: number;
  readonly paragraph: number;
  readonly lastSpeaker: { readonly figure: Figure; readonly sentence: number; readonly paragraph: number } | null;
  readonly excluded: Figure | null;
  /** Whether a conjunction stands right before ("though he said"): the subject of the main clause is near then. */
  readonly isSubordinate: boolean;
}

/**
 * Who "he" or "she" is: of the people on the scene with a fitting gender, the one with the highest salience, a sum of recency,
 * grammatical role (subjects before objects before possessors, as in centering; Grosz, Joshi and Weinstein 1995) and having
 * spoken last. Null where nobody fits. Looks a bounded number of appearances back.
 */
export function chooseByPronoun(
  appearances: readonly Appearance[],
  pronoun: Pronoun,
  place: PronounPlace,
): Figure | null {
  const salience = new Map<Figure, number>();
  let latestSubject: { readonly figure: Figure; readonly sentence: number } | null = null;
  let namedSubject: { readonly figure: Figure; readonly sentence: number } | null = null;
  for (let i = appearances.length - 1; i >= Math.max(0, appearances.length - maxLookBack); i--) {
    const { figure, sentence, at, role } = appearances[i]!;
    if (figure.kind !== 'person' || figure === place.excluded || at >= place.at) continue;
    const distance = place.sentence - sentence;
    if (distance > maxDistance) continue;
    if (figure.gender !== null && figure.gender !== pronoun.gender) continue;
    if (role === 'subject' && figure.gender !== null) {
      if (distance > 0 || place.isSubordinate) latestSubject ??= { figure, sentence };
      if (figure.nameCount > 0) namedSubject ??= { figure, sentence };
    }
    let weight = roleWeights[role] * recency ** distance;
    // In the pronoun's own sentence only a subject stays in view: "Asked about Roe, he said" is not Roe.
    if (distance === 0 && role !== 'subject') weight *= 0.4;
    if (figure.gender === null) weight *= figure.isCertain ? 0.85 : 0.35;
    if (weight > (salience.get(figure) ?? 0)) salience.set(figure, weight);
  }
  const last = place.lastSpeaker;
  if (last !== null && salience.has(last.figure)) {
    const distance = place.sentence - last.sentence;
    // "One member" of unknown gender gives way to whoever is named as a subject beside it.
    const isVague = last.figure.gender === null && last.figure.nameCount === 0;
    const isPassed = isVague && namedSubject !== null && namedSubject.sentence >= last.sentence;
    const overtaken =
      latestSubject !== null && latestSubject.figure !== last.figure && latestSubject.sentence > last.sentence;
    if (distance <= 4 && !isPassed)
      salience.set(last.figure, salience.get(last.figure)! + (overtaken ? 0.2 : distance <= 1 ? 1 : 0.6));
  }
  let best: Figure | null = null;
  let bestWeight = leastSalience;
  for (const [figure, weight] of salience) {
    if (weight > bestWeight) {
      best = figure;
      bestWeight = weight;
    }
  }
  return best;
}

const roleWeights = { subject: 1.6, other: 1, possessive: 0.7, quoted: 0.3 } as const;
const recency = 0.75;
const maxDistance = 8;
const leastSalience = 0.08;
const maxLookBack = 60;
