import type { Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import { copyString } from '../operation/copyString.ts';

/**
 * Names that are told apart in metrics: each makes a series of its own for every bucket. Each kind of viewer has its own, so that those who
 * do not sign in cannot use up all of them.
 */
const MOST_NAMES: Readonly<Record<Viewer['kind'], number>> = { anonymous: 25, client: 25, person: 50, service: 0 };
/** A name must have been answered this often; what a client invents for each request never is. */
const OFTEN = 10;
const CANDIDATES = 1_000;

/** What an operation without a name, or with one that is not told apart, is called. */
export const OTHER = 'other';

/**
 * The names of operations as labels of metrics. Clients choose names, so only those in use get a label, and only so many for the
 * life of the process; all others share one.
 */
export function createOperationNames() {
  const names = new Set<string>();
  const used: Record<string, number> = {};
  const candidates = new LRUCache<string, number>({ max: CANDIDATES });
  return (name: string | null | undefined, isAnswered: boolean, kind: Viewer['kind']): string => {
    if (!name) return OTHER;
    if (names.has(name)) return name;
    if (!isAnswered || (used[kind] ?? 0) >= MOST_NAMES[kind]) return OTHER;
    const times = (candidates.get(name) ?? 0) + 1;
    if (times < OFTEN) {
      // A name is a part of its document, and would keep all of it.
      candidates.set(times === 1 ? copyString(name) : name, times);
      return OTHER;
    }
    candidates.delete(name);
    names.add(copyString(name));
    used[kind] = (used[kind] ?? 0) + 1;
    return name;
  };
}
