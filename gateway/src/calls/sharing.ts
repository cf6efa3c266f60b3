import { type Flight, join, type Landed } from './flight.ts';
import type { Patience } from './patience.ts';

/** Longer texts are hardly ever the same, and looking for them costs more the longer they are. */
const LONGEST_KEY = 64 * 1024;

interface Shared {
  readonly flight: Flight;
  readonly landing: Promise<Landed>;
}

/**
 * Reads on their way, by the full text of what is asked and who asks. Nobody joins one that was asked for before a change that has
 * been made since, that was given up, or that may take longer than the one who asks will wait.
 */
export function createSharing() {
  const open = new Map<string, Shared>();
  return {
    join: (key: string, asker: Patience): Promise<Landed> | null => {
      if (key.length > LONGEST_KEY) return null;
      const shared = open.get(key);
      if (!shared || shared.flight.fault || shared.flight.until > asker.until) return null;
      join(shared.flight, asker);
      return shared.landing;
    },
    /** Starts a flight that others may join. */
    open: async (key: string, flight: Flight, fly: (flight: Flight) => Promise<Landed>): Promise<Landed> => {
      if (key.length > LONGEST_KEY) return fly(flight);
      const landing = fly(flight);
      open.set(key, { flight, landing });
      try {
        return await landing;
      } finally {
        if (open.get(key)?.flight === flight) open.delete(key);
      }
    },
    /** After a change, however it ended, reads that are on their way may bring what was before it. */
    closeAfter: async (change: Promise<Landed>): Promise<Landed> => {
      try {
        return await change;
      } finally {
        open.clear();
      }
    },
  };
}
