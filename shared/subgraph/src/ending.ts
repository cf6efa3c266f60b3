import { exitWithLog } from './log.ts';

/** The end of this process, by a signal or by its own decision. Only the first counts. */
export interface Ending {
  /** From now on the process ends by `stop`; before, when nothing is there that could be stopped, at once. */
  readonly by: (stop: () => Promise<void>) => void;
  /** Ends the process with an exit code. */
  readonly end: (code: number) => void;
}

/**
 * Ends this process cleanly on SIGTERM and SIGINT. Called before anything is started, so that there is no moment in which a
 * signal finds a service that answers already and nobody who stops it.
 */
export function endOnSignals(): Ending {
  let stop: (() => Promise<void>) | null = null;
  let isEnding = false;
  const end = (code: number): void => {
    if (isEnding) return;
    isEnding = true;
    void (stop?.() ?? Promise.resolve()).then(() => exitWithLog(code));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));
  return {
    by: (work) => {
      stop = work;
    },
    end,
  };
}
