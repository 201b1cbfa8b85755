import type { ArticleView } from './passageIndex';

/**
 * Whether two articles are one house's official records of two occasions: a speech of Monday and one of Thursday. What both hold
 * was said twice, which is no version of one statement; a campaign's speeches would else be versions of each other from
 * end to end. Symmetric.
 */
export function areTwoOccasions(a: ArticleView, b: ArticleView): boolean {
  if (!isOfficial(a) || !isOfficial(b)) return false;
  // Another outlet's transcript may play what was said elsewhere.
  if (a.outlet !== null && b.outlet !== null && a.outlet !== b.outlet) return false;
  return a.day !== null && b.day !== null && Math.abs(a.day - b.day) > 1;
}

/** Whether an article is the record of what was said or released, not a report of it. */
export function isOfficial({ genre }: ArticleView): boolean {
  return genre === 'transcript' || genre === 'communique';
}
