import { checkedNumber, columns, insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { refuseUnlessPublisher } from '../registry/credentials.ts';
import { getSubgraph, refuseUnlessActive } from '../registry/getSubgraph.ts';
import { numbers } from '../rule/numbers.ts';
import type { IssueDeveloperPassportInput } from '../schema.gen.ts';
import { DeveloperPassport } from './DeveloperPassport.ts';

/**
 * Issues a passport to a program of the subgraph's owner. What it opens is decided by the gateway that is asked with it: public fields, read only
 * (`../../partners/developers.ts`).
 */
export async function issueDeveloperPassport(
  tx: Tx,
  input: IssueDeveloperPassportInput,
): Promise<{ passport: DeveloperPassport }> {
  const row = await getSubgraph(tx, input.subgraph);
  await refuseUnlessPublisher(tx, row.id);
  refuseUnlessActive(row);
  const most = tx.number(numbers.DEVELOPER_PASSPORT_HOURS);
  const hours = input.hours == null ? most : checkedNumber(input.hours, 'hours', [1, most]);
  await refuseTooMany(tx, row.id);
  const passport = await insertRow(tx.db, DeveloperPassport, {
    id: newId(),
    clientId: tx.viewer.clientId as string,
    subgraph: row.id,
    issuedAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + hours * 3_600_000),
    revokedAt: null,
    revokedBy: null,
    version: 1,
  });
  return { passport };
}

/** The subgraph's row is locked, so that passports that are issued at once are counted one after another. */
async function refuseTooMany({ db, now, number }: Tx, subgraph: string): Promise<void> {
  const most = number(numbers.DEVELOPER_PASSPORTS);
  await rows(db, sql`select from registered_subgraph where name = ${subgraph} for no key update`);
  const valid = await rows<DeveloperPassport>(
    db,
    sql`select ${columns(DeveloperPassport, 'p')} from developer_passport p
      where p.subgraph = ${subgraph} and p.revoked_at is null and p.expires_at > ${now}`,
  );
  const message = `${most} passports for the development of "${subgraph}" are valid now, and no more may be. Revoke one ("revokeDeveloperPassport"), or wait until one expires.`;
  refuseIf(valid.length >= most, 'QUOTA_EXCEEDED', message, { field: 'subgraph' });
}
