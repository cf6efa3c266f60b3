import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { SuspendUnionInput } from '../schema.gen.ts';
import { getUnionBelow } from './getUnion.ts';
import { UNION_TRANSITIONS } from './rules.ts';
import { Union } from './Union.ts';

/** Suspends an active union. Its members and their cards stay as they are. */
export async function suspendUnion(tx: Tx, input: SuspendUnionInput): Promise<{ union: Union }> {
  const { union } = await getUnionBelow(tx, 'suspendUnion', input);
  assertTransition(UNION_TRANSITIONS, 'union', union.status, 'SUSPENDED');
  return { union: await updateRow(tx.db, Union, union, { status: 'SUSPENDED' }) };
}
