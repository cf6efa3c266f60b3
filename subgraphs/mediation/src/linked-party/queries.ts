import { hasRole } from '@union-graph/identity';
import { columns, forbidden, type ReadContext, rows, sql, type Tx } from '@union-graph/subgraph';
import type { LinkedPartyCode } from '../schema.gen.ts';
import { DELEGATES } from './delegates.ts';
import { LinkedParty } from './LinkedParty.ts';

export const linkedParties = ({ db }: ReadContext): Promise<LinkedParty[]> =>
  rows(db, sql`select ${columns(LinkedParty, 'p')} from linked_party p order by p.code`);

/** The linked party for which the viewer acts here; null for one who is no delegate. */
export async function delegateOf({ db, viewer }: Tx): Promise<LinkedPartyCode | null> {
  if (!hasRole(viewer, 'LINKED_PARTY')) return null;
  const [delegate] = await rows<{ code: LinkedPartyCode }>(
    db,
    sql`select d.party_code as code from ${DELEGATES} d where d.person_id = ${viewer.personId}`,
  );
  return delegate?.code ?? null;
}

/** Throws `FORBIDDEN` unless the viewer acts here for one of the linked parties whose word is recorded. */
export async function requireDelegate(tx: Tx, ...parties: readonly LinkedPartyCode[]): Promise<void> {
  const own = await delegateOf(tx);
  if (own !== null && parties.includes(own)) return;
  const told = `Only a delegate of the linked party ${parties.map((party) => `"${party}"`).join(' or ')} may record this.`;
  throw forbidden(tx.viewer, told, { kind: 'person', anyOf: parties.map((party) => `delegate of ${party}`) });
}
