import type { SentenceForm } from './sentenceForm';

/** How near a version's words are: shown to people. `possible` only on request. */
export type Grade = 'same words' | 'edited' | 'reworded' | 'possible';

/**
 * Scores from here on are shown. The score is the probability that a single pair is right; here it is chosen so that of
 * all that is shown of events that the model never saw, some 85 in a hundred are right (docs/accuracy.md).
 */
export const shownScore = 0.55;

/** Scores from here on are `possible`. */
export const possibleScore = 0.25;

/**
 * The grade of two versions. With the longest common subsequence of their folded words, function words included, as
 * L words: `same words` where L is at least 95 % of the shorter and runs of three words and more make up 90 % of it, so
 * that a cut quote has the same words as the whole; `edited` where it is 60 % and 30 %; else `reworded`. Below
 * {@link shownScore} always `possible`. Symmetric.
 */
export function gradeOf(a: SentenceForm, b: SentenceForm, score: number): Grade {
  if (score < shownScore) return 'possible';
  const shorter = Math.min(a.stems.length, b.stems.length, maxWords);
  if (shorter === 0) return 'reworded';
  // Of several longest subsequences the one taken depends on the order of the two: let the shorter always come first.
  const [first, second] = comesFirst(a.stems, b.stems) ? [a, b] : [b, a];
  const { length, inRuns } = commonSubsequence(first.stems, second.stems);
  if (length >= 0.95 * shorter && inRuns >= 0.9 * shorter) return 'same words';
  if (length >= 0.6 * shorter && inRuns >= 0.3 * shorter) return 'edited';
  return 'reworded';
}

function comesFirst(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return a.length < b.length;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

/** So many words of a sentence are compared; the rest of a longer one is not looked at. */
const maxWords = 400;

/** Length of the longest common subsequence, and how much of it lies in runs of three words and more that both have. */
function commonSubsequence(a: Int32Array, b: Int32Array): { length: number; inRuns: number } {
  const n = Math.min(a.length, maxWords);
  const m = Math.min(b.length, maxWords);
  const table = new Uint16Array((n + 1) * (m + 1));
  const width = m + 1;
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
    }
  }
  let inRuns = 0;
  let run = 0;
  let i = 0;
  let j = 0;
  while (i < n && j < m) {
    if (a[i] === b[j]) {
      run++;
      i++;
      j++;
      continue;
    }
    if (run >= 3) inRuns += run;
    run = 0;
    if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  if (run >= 3) inRuns += run;
  return { length: table[0] ?? 0, inRuns };
}
