import { LEVELS, type Level } from '@union-graph/schema';

/** The level among the tags of a field; of two levels the more guarded one counts. Null for a field without one. */
export const levelOf = (tags: readonly string[]): Level | null => LEVELS.findLast((level) => tags.includes(level)) ?? null;
