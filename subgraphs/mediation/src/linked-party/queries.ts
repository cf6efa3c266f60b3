import { columns, forbidden, type ReadContext, rows, sql, type Tx } from '@union-graph/subgraph';
import type { LinkedPartyCode } from '../schema.gen.ts';
import { LinkedParty } from './LinkedParty.ts';

export const linkedParties = ({ db }: ReadContext): Promise<LinkedParty[]> =>
  rows(db, sql`select ${columns(LinkedParty, 'p')} from linked_party p order by p.code`);

/** Throws `FORBIDDEN` unless the viewer acts here for the linked party whose word is recorded. */
export async function requireDelegate({ db, viewer }: Tx, party: LinkedPartyCode): Promise<void> {
  const [delegate] = await rows<{ code: LinkedPartyCode }>(
    db,
    sql`select d.party_code as code from linked_party_delegate d where d.person_id = ${viewer.personId}`,
  );
  const told = `Only a delegate of the linked party "${party}" may record this.`;
  if (delegate?.code !== party) throw forbidden(viewer, told, { kind: 'person', anyOf: [`delegate of ${party}`] });
}
