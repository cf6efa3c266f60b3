import { refuseIf, type Tx } from '@union-graph/subgraph';
import type { UnionStanding } from './UnionStanding.ts';
import { unions } from './unions.ts';

/** The joint union that an act gives money to. Throws for a union that nobody told of, that is no joint union, or that has ended. */
export async function getJointUnion(
  tx: Tx,
  unionId: string,
  { rule, what }: { readonly rule: string; readonly what: string },
): Promise<UnionStanding> {
  const union = await unions.get(tx, unionId, { field: 'unionId' });
  refuseIf(union.kind !== 'COMMUNITY_JOINT_UNION', 'VALIDATION_FAILED', `${what} for joint unions; this is a ${union.kind}.`, {
    rule,
    field: 'unionId',
  });
  refuseIf(union.hasEnded, 'VALIDATION_FAILED', `${what} not for a union that was dissolved or merged into another.`, {
    rule,
    field: 'unionId',
  });
  return union;
}
