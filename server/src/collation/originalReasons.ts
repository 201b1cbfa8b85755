/**
 * Why a version is taken for the original: one sentence each, for people. The sentences hold no values, so that each is
 * its own key for translation.
 */
export const originalReasons = {
  transcript: 'It is an official transcript.',
  communique: 'It is an official statement.',
  named: 'Other versions name it as their source.',
  credited: 'Other versions credit this agency.',
  agencyText: 'It carries the text of the agency that it credits.',
  directEarliest: 'It quotes the words directly and is the earliest.',
  direct: 'It quotes the words directly, the others report them.',
  fullestEarliest: 'It holds what the others cut and is the earliest.',
  fullest: 'It holds what the other versions cut.',
  earliest: 'It is the earliest version.',
} as const;

export type OriginalReason = keyof typeof originalReasons;
