import {
  civilDay,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseDead,
  refuseErased,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { applicantsOf } from '../case/applicants.ts';
import { changeCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { settle } from '../case/settleCase.ts';
import { tellStaff } from '../case/tellStaff.ts';
import { refuseUnengaged } from '../lawyer/engaged.ts';
import { Lawyer } from '../lawyer/Lawyer.ts';
import { PartyRelation } from '../mediator/PartyRelation.ts';
import type { GrantLegalAidInput } from '../schema.gen.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { assertScopeFits } from './rules.ts';

/**
 * Gives a worker a lawyer (S-39). That the lawyer did not mediate in the case, and will not, the database holds too: `legal_aid_grant_apart`,
 * `case_mediated_by_apart`.
 */
export async function grantLegalAid(tx: Tx, input: GrantLegalAidInput): Promise<{ grant: LegalAidGrant; case: MediationCase }> {
  // Aid for a mediation that time has failed has ended, and stands in nobody's way.
  const row = await settle(tx, await takeCase(tx, input, 'grantLegalAid'));
  const { memberId, lawyerId, scope } = input;
  await refuseErased(tx, [memberId], 'memberId');
  await refuseStranger(tx, row, memberId);
  await refuseDead(tx, [memberId], 'memberId');
  assertScopeFits(scope, row.status);
  const lawyer = isId(lawyerId)
    ? await tx.db.findOne(Lawyer, { where: { id: lawyerId }, lock: { mode: 'pessimistic_read' } })
    : null;
  if (!lawyer) throw notFound('lawyer', lawyerId);
  await refuseUnengaged(tx, lawyer, 'lawyerId');
  await refuseConflict(tx, row, lawyer);
  const grant = await insertRow(tx.db, LegalAidGrant, {
    id: newId(),
    caseId: row.id,
    memberId,
    lawyerId: lawyer.id,
    lawyerPersonId: lawyer.personId,
    scope,
    grantedOn: civilDay(tx.now),
    grantedBy: tx.viewer.subject,
    status: 'ACTIVE' as const,
    endedOn: null,
    outcome: null,
    endedWithCase: false,
    version: 1,
  });
  await keepActing(tx, lawyer.personId, memberId);
  const changed = await changeCase(tx, row, {});
  await tellStaff(tx, changed);
  return { grant, case: changed };
}

/** Legal aid is for a worker who asks in the case, and not for one who took the application back. */
async function refuseStranger({ db }: Tx, { id, applicantIds }: MediationCase, memberId: string): Promise<void> {
  const asks = applicantIds.includes(memberId);
  refuseIf(!asks, 'VALIDATION_FAILED', 'Legal aid is for a worker who asks in this case.', { rule: 'S-39', field: 'memberId' });
  const own = (await applicantsOf(db, id)).find((one) => one.memberId === memberId);
  refuseIf(
    own?.leftAs === 'WITHDRAWN',
    'VALIDATION_FAILED',
    'This worker withdrew from the case. Legal aid is for who still asks.',
    {
      rule: 'S-39',
      field: 'memberId',
    },
  );
}

/** Throws for a lawyer who has mediated in the case, is a party to it, or is related to the other side or acted for it (MED-INV-4). */
async function refuseConflict({ db }: Tx, row: MediationCase, { personId }: Lawyer): Promise<void> {
  const [found] = await rows<{ why: string }>(
    db,
    sql`select case when r.case_id is null then r.kind else 'MEDIATED' end as why from party_relation r
    where r.person_id = ${personId}::uuid and (r.case_id = ${row.id}::uuid or r.other_person_id = any(${row.respondentIds}::uuid[])
      or r.enterprise_id in (select p.enterprise_id from case_party p where p.case_id = ${row.id}::uuid and p.side = 'RESPONDENT'))
    union all select 'MEDIATED' from case_mediated_by m where m.case_id = ${row.id}::uuid and m.person_id = ${personId}::uuid limit 1`,
  );
  const why = [...row.applicantIds, ...row.respondentIds].includes(personId) ? 'PARTY' : found?.why;
  if (!why) return;
  const reasons: Readonly<Record<string, string>> = {
    PARTY: 'is a party',
    MEDIATED: 'mediated in this case',
    RELATIVE: 'is related to the other side',
    EMPLOYED_BY: 'is employed by the other side',
    ACTED_FOR: 'acted for the other side',
  };
  throw new Refusal('CONFLICT_OF_INTEREST', `This lawyer ${reasons[why] ?? why}. Choose another one.`, {
    rule: 'MED-INV-4',
    field: 'lawyerId',
  });
}

/** Who acted for a worker does not mediate for that worker afterwards, in whatever case (MED-INV-4). */
async function keepActing({ db }: Tx, personId: string, memberId: string): Promise<void> {
  const known = await db.findOneBy(PartyRelation, { personId, kind: 'ACTED_FOR', otherPersonId: memberId });
  if (known) return;
  await insertRow(db, PartyRelation, {
    id: newId(),
    personId,
    kind: 'ACTED_FOR',
    otherPersonId: memberId,
    enterpriseId: null,
    caseId: null,
  });
}
