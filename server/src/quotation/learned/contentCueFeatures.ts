import type { ContentContext } from './contentContext';
import { one, small, two } from './featureHash';
import { bucket, type FeatureKeys } from './featureKeys';

/** Features of the cue and its surroundings, in templates from `base` on; returns how many. */
export function contentCueFeatures(keys: FeatureKeys, ctx: ContentContext, base: number): number {
  const { t, head, left, right, s0, s1, place, quoteLeft, quoteRight, anchorFirst, anchorLast } = ctx;
  const { word, fineKey, coarseKey, shape } = t;
  const k = keys.hashes;
  const w = word[head]!;
  const f = fineKey[head]!;
  const restLeft = bucket(anchorFirst - s0);
  const restRight = bucket(s1 - 1 - anchorLast);
  const at = small[place]!;
  const next = anchorLast + 1;
  const before = shape[anchorFirst - 1]!;
  const after = shape[next]!;
  k[0] = one(base, small[0]!);
  k[1] = one(base + 1, w);
  k[2] = one(base + 2, f);
  k[3] = two(base + 3, w, at);
  k[4] = two(base + 4, f, at);
  k[5] = one(base + 5, small[(place * 16 + restLeft) * 16 + restRight]!);
  k[6] = one(base + 6, small[(quoteLeft * 4 + quoteRight) * 8 + place]!);
  k[7] = two(base + 7, word[next]!, at);
  k[8] = two(base + 8, fineKey[next]!, at);
  k[9] = two(base + 9, coarseKey[next]!, f);
  k[10] = two(base + 10, coarseKey[anchorFirst - 1]!, at);
  k[11] = two(base + 11, small[before * 16 + after]!, at);
  k[12] = one(base + 12, small[(before * 16 + shape[anchorFirst - 2]!) * 16 + after]!);
  k[13] = two(base + 13, w, small[before * 16 + after]!);
  k[14] = two(base + 14, word[right]!, at);
  k[15] = two(base + 15, word[left]!, at);
  k[16] = two(base + 16, w, coarseKey[right + 1]!);
  k[17] = two(base + 17, w, small[(restRight < 2 ? restRight : 2) * 2 + (restLeft === 0 ? 0 : 1)]!);
  k[18] = two(base + 18, word[right + 1]!, w);
  k[19] = two(base + 19, w, small[quoteLeft * 4 + quoteRight]!);
  k[20] = one(base + 20, small[(restLeft * 16 + before) * 16 + restRight]!);
  k[21] = two(base + 21, f, small[(restLeft === 0 ? 0 : 1) * 4 + (restRight < 3 ? restRight : 3)]!);
  return 22;
}
