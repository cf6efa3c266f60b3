import { SubgraphFault } from './answer.ts';
import type { Wait } from './flight.ts';

/** Lets so many calls at once to a subgraph, and so many more wait for their turn. */
export interface Gate {
  /** Null: come in at once. Throws a {@link SubgraphFault} when too many wait already. Who came in must leave. */
  enter(): Wait<void> | null;
  leave(): void;
  /** Whether one more may come in without waiting; then it is in. */
  slipIn(): boolean;
  readonly inside: number;
  readonly waiting: number;
}

export function createGate(places: number, mostWaiting: number): Gate {
  // A set keeps the order in which they came, and lets one in the middle go.
  const queue = new Set<() => void>();
  let inside = 0;
  const slipIn = (): boolean => {
    if (inside >= places) return false;
    inside += 1;
    return true;
  };
  const line = (): Wait<void> => {
    let stop: (fault: Error) => void = () => {};
    const done = new Promise<void>((resolve, reject) => {
      queue.add(resolve);
      stop = (fault) => {
        if (!queue.delete(resolve)) return;
        // It never went out: that its time is up says nothing about the subgraph.
        const isLate = fault instanceof SubgraphFault && fault.kind === 'timeout';
        reject(isLate ? new SubgraphFault('crowded', 'its turn did not come in time') : fault);
      };
    });
    return { done, stop };
  };
  return {
    enter: () => {
      if (slipIn()) return null;
      if (queue.size >= mostWaiting) throw new SubgraphFault('crowded', `${queue.size} calls wait for their turn already`);
      return line();
    },
    leave: () => {
      const [next] = queue;
      if (!next) {
        inside -= 1;
        return;
      }
      queue.delete(next);
      next();
    },
    slipIn,
    get inside() {
      return inside;
    },
    get waiting() {
      return queue.size;
    },
  };
}
