import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { DeveloperPassport } from './DeveloperPassport.ts';

/** The valid passports of each subgraph's developers, the newest first; their number is limited (`DEVELOPER_PASSPORTS`). */
export const developerPassportsOfSubgraph: Batch<string, DeveloperPassport[]> = async ({ db, now }, names) =>
  grouped(
    names,
    await rows<DeveloperPassport>(
      db,
      sql`select ${columns(DeveloperPassport, 'p')} from developer_passport p
        where p.subgraph = any(${names}::text[]) and p.revoked_at is null and p.expires_at > ${now} order by p.id desc`,
    ),
    ({ subgraph }) => subgraph,
  );
