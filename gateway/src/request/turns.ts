/** Gives long work its turns: one piece each time round the event loop, so that whatever else waits is served in between. */
export interface Turns {
  /** Resolves when it is this piece's turn. */
  take(): Promise<void>;
  /** How many pieces wait. */
  waiting(): number;
}

export function createTurns(): Turns {
  const queue: (() => void)[] = [];
  let next = 0;
  const run = (): void => {
    queue[next]?.();
    next += 1;
    if (next === queue.length) {
      queue.length = 0;
      next = 0;
      return;
    }
    setImmediate(run);
  };
  return {
    take: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        if (queue.length === 1) setImmediate(run);
      }),
    waiting: () => queue.length - next,
  };
}
