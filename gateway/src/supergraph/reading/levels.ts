import { LEVELS, type Level } from '@union-graph/schema';
import type { ConstDirectiveNode } from 'graphql';
import { stringArgument } from './directives.ts';

/** The level of a field, by its `@tag`s; of two levels the more guarded one counts. Null for a field without one. */
export function readLevel(directives: readonly ConstDirectiveNode[] | undefined): Level | null {
  const tags = (directives ?? []).filter(({ name }) => name.value === 'tag').map((tag) => stringArgument(tag, 'name'));
  return LEVELS.findLast((level) => tags.includes(level)) ?? null;
}
