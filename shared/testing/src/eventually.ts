/**
 * How long a test waits for a condition, in seconds. It is no expectation of speed: a machine with much else to do may take a
 * hundred times what an idle one takes. Longer than any wait that is right, shorter than the time limit of a test.
 */
const GENEROUS_SECONDS = 150;
const PAUSE_MS = 50;
const MOST_TOLD = 600;

/**
 * Waits until `check` gives something other than false, null or undefined, and gives that. Throws after `seconds` with what it
 * waited for: the condition as written, and what it last gave. An error of `check` ends the waiting.
 */
export async function eventually<Value>(
  check: () => Value | Promise<Value>,
  seconds = GENEROUS_SECONDS,
): Promise<NonNullable<Exclude<Value, false>>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await check();
    if (value !== false && value !== null && value !== undefined) return value as NonNullable<Exclude<Value, false>>;
    if (Date.now() > end) throw new Error(`${tooLong(check, seconds)}\nLast it gave: ${String(JSON.stringify(value))}`);
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}

/** Waits until `assert`, a function of expectations, no longer throws; after `seconds` its last error says what it waited for. */
export async function eventuallyHolds(assert: () => unknown, seconds = GENEROUS_SECONDS): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await assert();
      return;
    } catch (error) {
      if (Date.now() > end) throw new Error(`${tooLong(assert, seconds)}\n${(error as Error).message}`, { cause: error });
    }
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}

const tooLong = (condition: () => unknown, seconds: number): string =>
  `Waited ${seconds} s in vain for: ${condition.toString().slice(0, MOST_TOLD)}`;
