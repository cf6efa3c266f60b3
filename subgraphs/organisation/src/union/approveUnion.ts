import { assertTransition, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import type { ApproveUnionInput } from '../schema.gen.ts';
import { getUnionBelow } from './getUnion.ts';
import { UNION_TRANSITIONS } from './rules.ts';
import { Union } from './Union.ts';

/** Approves a union in preparation, by the union above it, as the Trade Union Law demands (art. 11). */
export async function approveUnion(tx: Tx, input: ApproveUnionInput): Promise<{ union: Union }> {
  const { union, parent } = await getUnionBelow(tx, 'approveUnion', input);
  assertTransition(UNION_TRANSITIONS, 'union', union.status, 'APPROVED');
  return {
    union: await updateRow(tx.db, Union, union, { status: 'APPROVED', approvedById: parent.id, approvedAt: civilDay(tx.now) }),
  };
}
