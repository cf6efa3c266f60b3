import { type CloudEvent, isId, Refusal, type Tx } from '@union-graph/subgraph';

/**
 * `organisation.enterprise.placed`: where an employer is, which union it belongs to and whether it is above scale. An event
 * older than the last one changes nothing.
 */
export async function employerPlaced(tx: Tx, { subject, aggregateversion, data }: CloudEvent): Promise<void> {
  const { districtCode, unionId, aboveScale } = data;
  const right =
    isId(subject) &&
    typeof districtCode === 'string' &&
    typeof aboveScale === 'boolean' &&
    (unionId === null || (typeof unionId === 'string' && isId(unionId)));
  if (!right) throw new Refusal('BAD_USER_INPUT', 'An employer is told with "districtCode", "aboveScale" and "unionId".');
  await tx.db.query(
    `insert into employer_place as known (enterprise_id, district_code, union_id, above_scale, seen_version)
     values ($1, $2, $3, $4, $5)
     on conflict on constraint employer_place_pk do update
       set district_code = excluded.district_code, union_id = excluded.union_id, above_scale = excluded.above_scale,
         seen_version = excluded.seen_version
       where known.seen_version < excluded.seen_version`,
    [subject, districtCode, unionId, aboveScale, aggregateversion],
  );
}
