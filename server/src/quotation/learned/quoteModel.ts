import type { FeatureSink } from './featureSink';

/** The parts of the model, in the order of the weights file. Sizes are in bits: a part of 16 has 65,536 weights. */
export const modelParts = {
  cueHead: 18,
  cueLeft: 16,
  cueRight: 16,
  sourceStart: 17,
  sourceEnd: 16,
  leftEnd: 15,
  leftStart: 15,
  rightStart: 17,
  rightEnd: 18,
  continuation: 12,
} as const;
export type ModelPart = keyof typeof modelParts;

/** Anything that weighs features: the packed model, or the trainer's own. */
export interface Scorer {
  score(part: ModelPart, sink: FeatureSink): number;
  /** Whether a word, by its hash and fine class, can head a cue at all. */
  canHeadCue(word: number, fine: number): boolean;
}
