import { hasRole, type Viewer } from '@union-graph/identity';
import { type Batch, forbidden, type ReadContext, type Refusal } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { QueryMembersArgs } from '../schema.gen.ts';
import { MEMBER_LISTERS } from './scope.ts';

/** The size of a page unless told. */
const PAGE = 20;

/** Whether the viewer looks up other people one at a time, and reads no lists of workers. */
export const looksUp = (viewer: Viewer): boolean => !hasRole(viewer, ...MEMBER_LISTERS);

const tooMany = (viewer: Viewer, most: number, how: string): Refusal =>
  forbidden(viewer, `Your work needs single records: one operation reads at most ${most} ${how}. Send several operations.`, {
    kind: 'role',
    anyOf: MEMBER_LISTERS,
  });

/** The workers whose records each operation has read one at a time so far. */
const lookedUp = new WeakMap<ReadContext, ReadonlySet<string>>();

/**
 * Refuses an operation in which somebody who looks people up reads more single records than `LOOKED_UP_RECORDS`, by the workers' ids or by way of
 * a card, a request or another record of theirs: many aliases would be a list. The keys are the workers' ids. As a batch, because it is given many
 * ids of an operation at once; those of its other batches, and of earlier mutations of the operation, are counted, too. `FORBIDDEN` at each of them.
 */
export const lookUpById: Batch<string, true> = async (ctx, ids) => {
  const most = ctx.number(numbers.LOOKED_UP_RECORDS);
  const all = new Set([...(lookedUp.get(ctx) ?? []), ...ids]);
  if (all.size > most) throw tooMany(ctx.viewer, most, 'of them one by one');
  lookedUp.set(ctx, all);
  return ids.map(() => true);
};

/** The same of records that are looked up by name: the sizes of all pages together are at most `LOOKED_UP_BY_NAME`. */
export const lookUpByName: Batch<QueryMembersArgs, true> = async ({ viewer, number }, pages) => {
  const most = number(numbers.LOOKED_UP_BY_NAME);
  const asked = pages.reduce((sum, { first }) => sum + Math.max(0, first ?? PAGE), 0);
  if (asked > most) throw tooMany(viewer, most, 'of them by name');
  return pages.map(() => true);
};
