import { enterprisePlaced } from '@union-graph/events';
import { coreHash, nameHash, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Enterprise } from './Enterprise.ts';

/**
 * Tells where an employer is, how many workers it had on which day and which union it belongs to, for services that count employers with a
 * union (IND-02, IND-03) or judge a threshold (C-06); what kind of employer it is; and the hashes of its name and of the name's core, by which they recognise it where
 * somebody typed the name.
 */
export const tellPlace = async (
  tx: Tx,
  { id, version, districtCode, aboveScale, headcount, headcountAsOf, nameZh, ownership, industry }: Enterprise,
  unionId: string | null,
): Promise<void> =>
  tx.publish(
    enterprisePlaced,
    { id, version },
    {
      districtCode,
      aboveScale,
      headcount,
      headcountAsOf,
      ofBureau: unionId !== null && (await isOfBureau(tx, unionId)),
      unionId,
      nameHash: nameHash(nameZh),
      coreHash: coreHash(nameZh),
      ownership,
      industry,
    },
  );

/** Whether a union is that of a bureau or group company, or stands right below one. */
async function isOfBureau({ db }: Tx, unionId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`select from trade_union u left join trade_union above on above.id = u.parent_id
    where u.id = ${unionId}::uuid and 'BUREAU_COMPANY_UNION' in (u.kind, above.kind)`,
  );
  return found.length > 0;
}
