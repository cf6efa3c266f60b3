import { enterprisePlaced } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';

/**
 * Keeps where an employer is, which union it belongs to, whether it is above scale, and the hashes of its name and of the name's core, by
 * which a respondent is recognised (MED-INV-3). An event older than the last one changes nothing.
 */
export const employerPlaced = handle(enterprisePlaced, async (tx, { subject, aggregateversion, data }) => {
  const { districtCode, unionId, aboveScale, nameHash = null, coreHash = null } = data;
  await tx.db.query(
    `insert into employer_place as known (enterprise_id, district_code, union_id, above_scale, seen_version, name_hash, core_hash)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict on constraint employer_place_pk do update
       set district_code = excluded.district_code, union_id = excluded.union_id, above_scale = excluded.above_scale,
         seen_version = excluded.seen_version, name_hash = coalesce(excluded.name_hash, known.name_hash),
         core_hash = coalesce(excluded.core_hash, known.core_hash)
       where known.seen_version < excluded.seen_version`,
    [subject, districtCode, unionId, aboveScale, aggregateversion, nameHash, coreHash],
  );
});
