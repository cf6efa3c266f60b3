import { LRUCache } from 'lru-cache';

/** Names that are told apart in metrics: each makes a series of its own for every bucket. */
const MOST_NAMES = 100;
/** A name must have been answered this often; what a client invents for each request never is. */
const OFTEN = 10;
const CANDIDATES = 1_000;

/** What an operation without a name, or with one that is not told apart, is called. */
export const OTHER = 'other';

/**
 * The names of operations as labels of metrics. Clients choose names, so only those in use get a label, and only so many for the
 * life of the process; all others share one.
 */
export function createOperationNames(): (name: string | null | undefined, isAnswered: boolean) => string {
  const names = new Set<string>();
  const candidates = new LRUCache<string, number>({ max: CANDIDATES });
  return (name, isAnswered) => {
    if (!name) return OTHER;
    if (names.has(name)) return name;
    if (!isAnswered || names.size >= MOST_NAMES) return OTHER;
    const times = (candidates.get(name) ?? 0) + 1;
    if (times < OFTEN) {
      candidates.set(name, times);
      return OTHER;
    }
    candidates.delete(name);
    names.add(name);
    return name;
  };
}
