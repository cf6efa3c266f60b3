import { memberListed } from '@union-graph/events';
import { identityProof } from '@union-graph/identity';
import { defineKnown, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { renewCoverageOfMember } from '../mutual-aid/renewCoverage.ts';
import { MemberIdentity } from './MemberIdentity.ts';

/** In the second revision each record is told again, with the day of death. */
const identities = defineKnown(MemberIdentity, { id: 'memberId', what: 'worker', revision: 2 });

/** Keeps by what the number of each record is known, and when the person died: their covers end with that day. An older organisation does not tell it. */
export const followIdentities = identities.follow(
  memberListed,
  ({ data: { identityProof, diedOn } }) =>
    identityProof == null ? null : { identityProof, ...(diedOn !== undefined && { diedOn }) },
  async (tx, { memberId, diedOn }, before) => {
    if (diedOn !== (before?.diedOn ?? null)) await renewCoverageOfMember(tx, memberId);
  },
);

/** Whether the record says that the person died before a day. */
export const diedBefore = async ({ db }: Pick<Tx, 'db'>, memberId: string, day: string): Promise<boolean> =>
  ((await identities.find(db, memberId))?.diedOn ?? day) < day;

/** A person of a household: the record, if they have one, and the hash of the number that was typed. */
interface Named {
  readonly memberId: string | null;
  readonly identityHash: string;
}

/**
 * Refuses an identity number that is typed beside a record which has another one: `VALIDATION_FAILED` (FND-INV-4). Persons of households are told
 * apart by their numbers, so that a false one would let somebody into two. `fieldOf` says where the number of the person at a place was typed. For
 * persons whom the viewer may name, after `checkMembers`: nobody finds the number of somebody else by trying.
 */
export async function checkNumbers(tx: Tx, persons: readonly Named[], fieldOf: (at: number) => string): Promise<void> {
  const named = persons.flatMap(({ memberId }) => memberId ?? []);
  const known = await rows<{ id: string; proof: string }>(
    tx.db,
    sql`select i.member_id as id, i.identity_proof as proof from member_identity i
      where i.member_id = any(${named}::uuid[]) order by i.member_id for share`,
  );
  const proofs = new Map<string | null, string>(known.map(({ id, proof }) => [id, proof]));
  const other = persons.findIndex(({ memberId, identityHash }) => {
    const proof = proofs.get(memberId);
    return proof !== undefined && proof !== identityProof(identityHash);
  });
  if (other === -1) return;
  throw new Refusal(
    'VALIDATION_FAILED',
    'The record of this worker has another identity number. Type the number of the record, or have the union correct the record first.',
    { rule: 'FND-INV-4', field: fieldOf(other) },
  );
}

/**
 * The records, by which the fund knows them, of persons who are named by their number alone, one for each number; of a record that was merged the
 * survivor. A record comes as often as numbers of it are named.
 */
export async function recordsByNumber({ db }: Tx, persons: readonly Named[]): Promise<string[]> {
  const proofs = persons.filter(({ memberId }) => memberId === null).map(({ identityHash }) => identityProof(identityHash));
  const found = await rows<{ id: string }>(
    db,
    sql`select distinct typed.proof, r.id from unnest(${proofs}::text[]) as typed (proof), records_with_number(typed.proof) as r (id)`,
  );
  return found.map(({ id }) => id);
}
