import type { Deadline } from '../request/deadline.ts';
import { addWaiter, type InFlightRequest, type SharedAnswer } from './inFlightRequest.ts';

/** Reads with longer keys are not shared: they are hardly ever equal, and the lookup of a long key is slow. */
const MAX_KEY_LENGTH = 64 * 1024;

/** The reads of one subgraph that are in flight, so that equal reads of one viewer share one request. */
export interface InFlightReads {
  /**
   * Joins an equal read in flight: returns its answer, and adds the deadline to those that wait for it. Null when there is no such read, when it
   * was cancelled, or when it may end after the new deadline.
   */
  join(key: string, deadline: Deadline): Promise<SharedAnswer> | null;
  /** Lets later requests join a read, until `remove` or `clear`. */
  add(key: string, inFlight: InFlightRequest, answer: Promise<SharedAnswer>): void;
  remove(key: string, inFlight: InFlightRequest): void;
  /** No request joins the reads that are in flight now: after a mutation, they may return data from before it. */
  clear(): void;
}

/**
 * A read that may be joined. It forgets its request when it is taken out of the map: the tables that the map has outgrown refer to each other, and keep
 * what was in them until a major garbage collection.
 */
interface SharedRead {
  inFlight: InFlightRequest | null;
  answer: Promise<SharedAnswer> | null;
}

const NONE: SharedRead = { inFlight: null, answer: null };

export function createInFlightReads(): InFlightReads {
  const reads = new Map<string, SharedRead>();
  const forget = (read: SharedRead): void => {
    read.inFlight = read.answer = null;
  };
  return {
    join: (key, deadline) => {
      const { inFlight, answer } = reads.get(key) ?? NONE;
      if (!inFlight || inFlight.fault || inFlight.until > deadline.until) return null;
      addWaiter(inFlight, deadline);
      return answer;
    },
    add: (key, inFlight, answer) => {
      if (key.length <= MAX_KEY_LENGTH) reads.set(key, { inFlight, answer });
    },
    remove: (key, inFlight) => {
      const read = reads.get(key);
      if (read?.inFlight !== inFlight) return;
      reads.delete(key);
      forget(read);
    },
    clear: () => {
      for (const read of reads.values()) forget(read);
      reads.clear();
    },
  };
}
