/** Spreads long work over the event loop: one step in each iteration, so that other requests are served in between. */
export interface EventLoopYield {
  /** Resolves in an iteration of the event loop in which no other step runs. */
  next(): Promise<void>;
  /** The number of steps that wait. */
  waiting(): number;
}

export function createEventLoopYield(): EventLoopYield {
  const queue: (() => void)[] = [];
  let at = 0;
  const run = (): void => {
    queue[at]?.();
    at += 1;
    if (at === queue.length) {
      queue.length = 0;
      at = 0;
      return;
    }
    setImmediate(run);
  };
  return {
    next: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        if (queue.length === 1) setImmediate(run);
      }),
    waiting: () => queue.length - at,
  };
}
