import { civilDay, columns, onDeath, onLife, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import { SIGNATURE_DAY } from '../agreement/signatureDay.ts';
import { applicantsOf, remaining } from '../case/applicants.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { BEFORE_AGREEMENT, currentCaseStatus } from '../case/rules.ts';
import { leaveCase } from './leaveCase.ts';

/**
 * Takes an applicant who has died out of each case that goes on for others and that they could not bind themself in any more: until an agreement takes
 * effect, unless they signed it. Their close relatives may go to arbitration (P11 art. 25). What nobody else asks in stays, with a flag, for the
 * mediator or the centre to end. It stands behind `followMembers` in the list of handlers, so that what is begun at the same moment is refused or seen here.
 */
export const leaveForDead = onDeath('known_member', async (tx, { memberId, diedOn }) => {
  for (const row of await lockCasesOf(tx, memberId)) {
    // Of a person whose records were merged two may be among the applicants.
    const parties = await rows<{ id: string }>(
      tx.db,
      sql`with dead as (
        update case_party p set died_on = ${diedOn}::date where p.case_id = ${row.id}::uuid and ${isApplicant(memberId)} returning p.id, p.position)
      select id from dead order by position`,
    );
    let current = row;
    for (const { id } of parties)
      if (await isInTheWay(tx, current, id))
        current = await leaveCase(tx, current, { partyIds: [id], as: 'DIED', paperRef: null, reason: null });
  }
});

/** The death is taken back: the person acts again where they still take part, and what has ended stays so. */
export const returnToLife = onLife('known_member', {
  refersToDeath: (memberId) => sql`exists (select from case_party p where ${isDead(memberId)})`,
  run: async ({ db }, memberId) => {
    const ofDead = isDead(sql`${memberId}::uuid`);
    await rows(
      db,
      sql`select from mediation_case c where c.id in (select p.case_id from case_party p where ${ofDead}) order by c.id for update`,
    );
    await rows(db, sql`update case_party p set died_on = null where ${ofDead}`);
  },
});

const isDead = (memberId: Sql): Sql => sql`p.person_id = ${memberId} and p.side = 'APPLICANT' and p.died_on is not null`;

const isApplicant = (memberId: string): Sql =>
  sql`p.person_id = ${memberId}::uuid and p.member_id = p.person_id and p.side = 'APPLICANT'`;

/** The cases of an applicant, locked: who signs at the same moment has done so, or finds the death. */
const lockCasesOf = ({ db }: Tx, memberId: string): Promise<MediationCase[]> =>
  rows<MediationCase>(
    db,
    sql`select ${columns(MediationCase, 'c')} from mediation_case c
      where c.id in (select p.case_id from case_party p where ${isApplicant(memberId)}) order by c.id for update`,
  );

/** Whether the others cannot bring the mediation to its end beside somebody who has died. */
async function isInTheWay({ db, now }: Tx, row: MediationCase, partyId: string): Promise<boolean> {
  const isOpen = currentCaseStatus(row, civilDay(now)) === row.status && row.closedAt === null;
  const staying = remaining(await applicantsOf(db, row.id));
  if (!isOpen || staying.length < 2 || !staying.some(({ id }) => id === partyId)) return false;
  return BEFORE_AGREEMENT.includes(row.status) || (row.status === 'AGREED' && !(await hasSigned({ db }, row.id, partyId)));
}

/** Whether the applicant's own signature stands, which they cannot have given after their death, or one whom they elected has signed for all. */
async function hasSigned({ db }: Pick<Tx, 'db'>, caseId: string, partyId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`select from agreement a join case_party p on p.id = ${partyId}::uuid where a.case_id = ${caseId}::uuid and a.voided_at is null and (
      exists (select from agreement_signature s where s.agreement_id = a.id and s.party_id = p.id
        and coalesce(${SIGNATURE_DAY} <= p.died_on, true))
      or (a.signed_by_applicant_at is not null and not exists (
        select from agreement_signature s where s.agreement_id = a.id and s.party_id = p.id)))`,
  );
  return found.length > 0;
}
