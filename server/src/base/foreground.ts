/** How long background work rests at a time for one that asks: an answer that waits for the background must come, too. */
const longestRestMs = 100;

let askedCount = 0;
const resting = new Set<() => void>();

/**
 * Runs what somebody waits for. Background work that calls {@link giveWay} between its slices rests meanwhile: an answer
 * that reads a few files takes a turn of the event loop for each, and would wait for a slice of the background each time.
 */
export async function whileAsked<T>(work: () => Promise<T>): Promise<T> {
  askedCount++;
  try {
    return await work();
  } finally {
    askedCount--;
    if (askedCount === 0) {
      for (const wake of resting) wake();
      resting.clear();
    }
  }
}

/** Resolves at once where nobody waits for an answer, else when all have theirs or a tenth of a second has passed. */
export async function giveWay(): Promise<void> {
  if (askedCount === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestRestMs);
    resting.add(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
