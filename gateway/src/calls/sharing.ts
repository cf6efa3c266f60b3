import type { Deadline } from '../request/deadline.ts';
import { type Flight, join, type Landed } from './flight.ts';

/** Longer texts are hardly ever the same, and looking for them costs more the longer they are. */
const LONGEST_KEY = 64 * 1024;

/** Reads on their way, by the full text of what is asked and who asks. */
export interface Sharing {
  /**
   * What a flight on its way will bring, for one more who then waits for it too. Nobody joins one that was asked for before a change
   * that has been made since, that was given up, or that may take longer than the one who asks will wait.
   */
  join(key: string, asker: Deadline): Promise<Landed> | null;
  /** Others may join from now on, until it is closed. */
  open(key: string, flight: Flight, landing: Promise<Landed>): void;
  close(key: string, flight: Flight): void;
  /** Nobody joins any of them any more: they may bring what was before a change. */
  closeAll(): void;
}

export function createSharing(): Sharing {
  const shared = new Map<string, { readonly flight: Flight; readonly landing: Promise<Landed> }>();
  return {
    join: (key, asker) => {
      const found = shared.get(key);
      if (!found || found.flight.fault || found.flight.until > asker.until) return null;
      join(found.flight, asker);
      return found.landing;
    },
    open: (key, flight, landing) => {
      if (key.length <= LONGEST_KEY) shared.set(key, { flight, landing });
    },
    close: (key, flight) => {
      if (shared.get(key)?.flight === flight) shared.delete(key);
    },
    closeAll: () => shared.clear(),
  };
}
