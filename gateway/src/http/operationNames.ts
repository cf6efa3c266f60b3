import type { Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import { copyString } from '../operation/copyString.ts';

/**
 * The maximum number of labels for operation names, by kind of viewer, so that anonymous clients cannot use up all of them. It bounds the
 * cardinality of metrics.
 */
const MAX_LABELS: Readonly<Record<Viewer['kind'], number>> = { anonymous: 25, client: 25, person: 50, service: 0 };
/** A name gets a label after this many answered operations. A name that is invented for one request never gets one. */
const MIN_ANSWERED = 10;
const MAX_CANDIDATES = 1_000;

/** The label of operations without a name, and of names without a label of their own. */
export const OTHER = 'other';

/**
 * Creates the function that gives the metric label of an operation name. Clients choose names, so only names in use get a label, and only a
 * limited number of them in the lifetime of the process.
 */
export function createOperationNames() {
  const names = new Set<string>();
  const used: Record<string, number> = {};
  const candidates = new LRUCache<string, number>({ max: MAX_CANDIDATES });
  return (name: string | null | undefined, isAnswered: boolean, kind: Viewer['kind']): string => {
    if (!name) return OTHER;
    if (names.has(name)) return name;
    if (!isAnswered || (used[kind] ?? 0) >= MAX_LABELS[kind]) return OTHER;
    const times = (candidates.get(name) ?? 0) + 1;
    if (times < MIN_ANSWERED) {
      // A substring would keep the whole document in memory.
      candidates.set(times === 1 ? copyString(name) : name, times);
      return OTHER;
    }
    candidates.delete(name);
    names.add(copyString(name));
    used[kind] = (used[kind] ?? 0) + 1;
    return name;
  };
}
