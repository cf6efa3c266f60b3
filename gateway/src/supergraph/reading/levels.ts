import { LEVELS, type Level } from '@union-graph/schema';

/** The level among the tags of a field; the strictest of several. Null for a field without a level. */
export const levelOf = (tags: readonly string[]): Level | null => LEVELS.findLast((level) => tags.includes(level)) ?? null;
