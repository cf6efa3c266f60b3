import { isId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { LinkUnionToPointInput } from '../schema.gen.ts';
import { ServicePoint } from '../service-point/ServicePoint.ts';
import { getUnion } from './getUnion.ts';
import { isOfIndustry } from './place.ts';
import { unionPolicy } from './policy.ts';
import { refuseEnded } from './refusals.ts';
import { Union } from './Union.ts';

/** Ties a union of the industrial line to a point of the districts, its own one where it lies in one, or loosens the tie (S-11). */
export async function linkUnionToPoint(tx: Tx, input: LinkUnionToPointInput): Promise<{ union: Union }> {
  const union = await getUnion(tx, input.unionId, input.expectedVersion);
  unionPolicy.authorise(tx.viewer, 'linkUnionToPoint', union);
  const pointId = input.pointId ?? null;
  const point = pointId !== null && isId(pointId) ? await tx.db.findOneBy(ServicePoint, { id: pointId }) : null;
  if (pointId !== null && !point) throw notFound('service point', pointId);
  if (point) refuseTie(union, point);
  return { union: await updateRow(tx.db, Union, union, { servicePointId: pointId }) };
}

function refuseTie(union: Union, point: ServicePoint): void {
  refuseEnded(union, 'unionId');
  refuseIf(
    !isOfIndustry(union.kind, union.parentKind),
    'VALIDATION_FAILED',
    'Unions of the industrial line are tied to service points; others have them in their district.',
    { rule: 'S-11', field: 'unionId' },
  );
  refuseIf(
    point.kind === 'BUREAU_HOME',
    'VALIDATION_FAILED',
    `"${point.nameZh}" is a home of the industrial line itself; unions are tied to points of the districts.`,
    { rule: 'S-11', field: 'pointId' },
  );
  refuseIf(
    union.districtCode !== null && point.kind !== 'CITY_CENTRE' && point.districtCode !== union.districtCode,
    'VALIDATION_FAILED',
    `"${point.nameZh}" lies in district ${point.districtCode}, and the union in ${union.districtCode}.`,
    { rule: 'S-11', field: 'pointId' },
  );
}
