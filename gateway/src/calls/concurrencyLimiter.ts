import type { Cancellable } from './inFlightRequest.ts';
import { SubgraphFault } from './subgraphFault.ts';

/** Limits the concurrent calls to one subgraph, and queues the calls beyond the limit. */
export interface ConcurrencyLimiter {
  /**
   * Takes a slot. Null when it is taken at once, else the promise to wait for. Each slot must be released. Throws a
   * {@link SubgraphFault} when the queue is full.
   */
  acquire(): Cancellable<void> | null;
  release(): void;
  /** Takes a slot if one is free, without waiting. */
  tryAcquire(): boolean;
  readonly active: number;
  readonly queued: number;
}

/** A limiter of `slots` concurrent calls and a queue of `maxQueued` more, served first in, first out. */
export function createConcurrencyLimiter(slots: number, maxQueued: number): ConcurrencyLimiter {
  // A set keeps the order of arrival, and a cancelled call in the middle is removed in constant time.
  const queue: CallQueue = new Set();
  let active = 0;
  const tryAcquire = (): boolean => {
    if (active >= slots) return false;
    active += 1;
    return true;
  };
  return {
    acquire: () => {
      if (tryAcquire()) return null;
      if (queue.size >= maxQueued) throw new SubgraphFault('queue_full', `the queue is full: ${queue.size} calls`);
      return enqueue(queue);
    },
    // The slot of a call that ends passes to the first call in the queue.
    release: () => {
      const [next] = queue;
      if (!next) {
        active -= 1;
        return;
      }
      queue.delete(next);
      next();
    },
    tryAcquire,
    get active() {
      return active;
    },
    get queued() {
      return queue.size;
    },
  };
}

/** The functions that start the waiting calls. */
type CallQueue = Set<() => void>;

function enqueue(queue: CallQueue): Cancellable<void> {
  let cancel: (fault: Error) => void = () => {};
  const done = new Promise<void>((resolve, reject) => {
    queue.add(resolve);
    cancel = (fault) => {
      if (!queue.delete(resolve)) return;
      // The call was never sent, so its timeout is no fault of the subgraph.
      const isTimeout = fault instanceof SubgraphFault && fault.kind === 'timeout';
      reject(isTimeout ? new SubgraphFault('queue_full', 'the call timed out in the queue') : fault);
    };
  });
  return { done, cancel };
}
