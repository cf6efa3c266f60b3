import { unionActivated } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { ActivateUnionInput } from '../schema.gen.ts';
import { getUnionBelow } from './getUnion.ts';
import { UNION_TRANSITIONS } from './rules.ts';
import { Union } from './Union.ts';

/** Opens an approved union, or a suspended one again. */
export async function activateUnion(tx: Tx, input: ActivateUnionInput): Promise<{ union: Union }> {
  const { union } = await getUnionBelow(tx, 'activateUnion', input);
  assertTransition(UNION_TRANSITIONS, 'union', union.status, 'ACTIVE');
  const active = await updateRow(tx.db, Union, union, { status: 'ACTIVE' });
  await tellActivated(tx, active);
  return { union: active };
}

/** Tells that a union works. */
export const tellActivated = (tx: Tx, union: Union): Promise<void> => {
  const { kind, parentId, districtCode, scopePath } = union;
  return tx.publish(unionActivated, union, { kind, parentId, districtCode, scopePath });
};
