/** How long background work rests at a time for one that asks: an answer that waits for the background must come, too. */
const longestRestMs = 100;

/** And while questions or keys come one after the other: something is done now and then all the same. */
const longestCalmMs = 400;

/** What is asked next often comes right behind an answer: an editor asks for several things at once. */
const calmAfterAnswerMs = 20;

let askedCount = 0;
/** Until when background work rests though nobody waits, by `performance.now()`. */
let restUntil = 0;
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
    restFor(calmAfterAnswerMs);
    if (askedCount === 0) {
      for (const wake of resting) wake();
      resting.clear();
    }
  }
}

/** Somebody types, or does something else that is soon followed by questions: the background rests for so long. */
export function restFor(ms: number): void {
  restUntil = Math.max(restUntil, performance.now() + ms);
}

/**
 * Resolves at once where nobody waits for an answer, else when all have theirs and nothing more was asked for a moment, or
 * one waits for so long that it may be for the background.
 */
export async function giveWay(): Promise<void> {
  const deadline = performance.now() + longestCalmMs;
  for (let now = performance.now(); now < deadline; now = performance.now()) {
    if (askedCount > 0) {
      if ((await answered()) === 'not yet') return;
    } else if (now < restUntil) {
      await new Promise((resolve) => setTimeout(resolve, Math.ceil(Math.min(deadline, restUntil) - now)));
    } else return;
  }
}

function answered(): Promise<'answered' | 'not yet'> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      resolve('answered');
    };
    const timer = setTimeout(() => {
      resting.delete(wake);
      resolve('not yet');
    }, longestRestMs);
    resting.add(wake);
  });
}
