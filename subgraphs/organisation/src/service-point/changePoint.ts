import { getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { ReportVideoLinkInput, SetOpeningHoursInput } from '../schema.gen.ts';
import { pointPolicy } from './policy.ts';
import { faultOfHours } from './rules.ts';
import { ServicePoint } from './ServicePoint.ts';

async function getPoint(
  tx: Tx,
  verb: Parameters<typeof pointPolicy.authorise>[1],
  { pointId, expectedVersion }: { pointId: string; expectedVersion: number },
): Promise<ServicePoint> {
  const point = await getForUpdate(tx, ServicePoint, pointId, { what: 'service point', visible: () => true, expectedVersion });
  pointPolicy.authorise(tx.viewer, verb, point);
  return point;
}

/** Says anew when a point is open: what was told before is taken back. */
export async function setOpeningHours(tx: Tx, input: SetOpeningHoursInput): Promise<{ point: ServicePoint }> {
  const point = await getPoint(tx, 'setOpeningHours', input);
  const fault = faultOfHours(input.hours);
  refuseIf(fault !== null, 'BAD_USER_INPUT', fault ?? '', { field: 'hours' });
  await tx.db.query('delete from opening_hours where service_point_id = $1', [point.id]);
  await tx.db.query(
    'insert into opening_hours (service_point_id, weekday, opens, closes) select $1, * from unnest($2::int[], $3::text[], $4::text[])',
    [
      point.id,
      input.hours.map(({ weekday }) => weekday),
      input.hours.map(({ opens }) => opens),
      input.hours.map(({ closes }) => closes),
    ],
  );
  return { point: await updateRow(tx.db, ServicePoint, point, {}) };
}

/** Says how the video link of a point to the one above it is (S-12). The city's centre has none above it. */
export async function reportVideoLink(tx: Tx, input: ReportVideoLinkInput): Promise<{ point: ServicePoint }> {
  const point = await getPoint(tx, 'reportVideoLink', input);
  refuseIf(point.parentId === null, 'VALIDATION_FAILED', 'The city’s centre has no point above it to be linked to.', {
    rule: 'S-12',
    field: 'pointId',
  });
  return { point: await updateRow(tx.db, ServicePoint, point, { videoLink: input.status }) };
}
