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
  await tx.publish(unionActivated, active, {
    kind: active.kind,
    parentId: active.parentId,
    districtCode: active.districtCode,
    scopePath: active.scopePath,
  });
  return { union: active };
}
