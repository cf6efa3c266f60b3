/** The one who asked: until when it waits, and whether it is still there. Calls belong to it while they are on their way. */
export interface Patience {
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly until: number;
  readonly gone: boolean;
  /** The calls it waits for. */
  readonly waitsFor: Set<Awaited>;
  /** It has gone: what nobody else waits for is stopped. */
  leave(): void;
}

/** Something on its way for one or more who asked. */
interface Awaited {
  leave(asker: Patience): void;
}

/** `timeoutMs` from now on, and no longer. */
export function createPatience(timeoutMs: number): Patience {
  const waitsFor = new Set<Awaited>();
  let gone = false;
  const patience: Patience = {
    until: performance.now() + timeoutMs,
    get gone() {
      return gone;
    },
    waitsFor,
    leave: () => {
      gone = true;
      for (const awaited of waitsFor) awaited.leave(patience);
    },
  };
  return patience;
}

/** The header in which a client says how many milliseconds it will wait, and the gateway says so to the subgraphs. */
export const TIMEOUT_HEADER = 'x-request-timeout';

/** The milliseconds that a client will wait, at most `mostMs`; null when the header says no such number. */
export function readTimeout(header: string | string[] | undefined, mostMs: number): number | null {
  if (header === undefined) return mostMs;
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Math.min(Number(header), mostMs) : null;
}
