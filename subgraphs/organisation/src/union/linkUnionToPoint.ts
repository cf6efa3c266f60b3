import { isId, notFound, type Tx, updateRow } from '@union-graph/subgraph';
import type { LinkUnionToPointInput } from '../schema.gen.ts';
import { ServicePoint } from '../service-point/ServicePoint.ts';
import { getUnion } from './getUnion.ts';
import { unionPolicy } from './policy.ts';
import { Union } from './Union.ts';

/** Ties a union of the industrial line to a territorial point, or loosens the tie (S-11); constraint `union_point_of_industry`. */
export async function linkUnionToPoint(tx: Tx, input: LinkUnionToPointInput): Promise<{ union: Union }> {
  const union = await getUnion(tx, input.unionId, input.expectedVersion);
  unionPolicy.authorise(tx.viewer, 'linkUnionToPoint', union);
  const pointId = input.pointId ?? null;
  const point = pointId !== null && isId(pointId) ? await tx.db.findOneBy(ServicePoint, { id: pointId }) : null;
  if (pointId !== null && !point) throw notFound('service point', pointId);
  return { union: await updateRow(tx.db, Union, union, { servicePointId: pointId }) };
}
