import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { AidScheme } from '../aid/AidScheme.ts';
import { Donation } from './Donation.ts';
import { donationScope } from './scope.ts';

/** Donations by id; null for one that the viewer may not see. */
export const donation: Batch<string, Donation | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Donation>(
    db,
    sql`select ${columns(Donation, 'd')} from donation d where d.id = any(${ids}::uuid[]) and ${donationScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The scheme of each code, as it stands last; null where there is none. */
export const schemeByCode: Batch<string, AidScheme | null> = async ({ db }, codes) => {
  const found = await rows<AidScheme>(
    db,
    sql`select distinct on (s.code) ${columns(AidScheme, 's')} from aid_scheme s where s.code = any(${codes})
      order by s.code, s.valid_from desc, s.id`,
  );
  return inOrder(codes, found, ({ code }) => code);
};
