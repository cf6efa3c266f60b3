import {
  checkMembers,
  civilDay,
  getStaffNamed,
  insertRow,
  isId,
  keptPersonName,
  lastDayOfTerm,
  lockByName,
  newId,
  notFound,
  partOf,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { tellCasesOf } from '../case/tellStaff.ts';
import { employers } from '../employer/employerPlaced.ts';
import { Lawyer } from '../lawyer/Lawyer.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { orgPolicy } from '../mediation-org/policy.ts';
import { numbers } from '../rule/numbers.ts';
import type { AppointMediatorInput } from '../schema.gen.ts';
import { Mediator } from './Mediator.ts';
import { PartyRelation } from './PartyRelation.ts';
import { checkAppointment } from './rules.ts';

/** Appoints a mediator; two terms of one person at one place do not overlap, held by `mediator_one_term`. */
export async function appointMediator(tx: Tx, input: AppointMediatorInput): Promise<{ mediator: Mediator }> {
  const org = isId(input.orgId) ? await tx.db.findOneBy(MediationOrg, { id: input.orgId }) : null;
  if (!org) throw notFound('mediation organisation', input.orgId);
  orgPolicy.authorise(tx.viewer, 'appointMediator', org);
  const caseCap = input.caseCap ?? tx.number(numbers.MOST_CASES_OF_MEDIATOR);
  checkAppointment(input, caseCap);
  // A term that begins in many years is not longer for it.
  const [begins = input.termFrom] = [input.termFrom, civilDay(tx.now)].sort();
  const last = lastDayOfTerm(begins, tx.number(numbers.LONGEST_MEDIATOR_TERM_MONTHS));
  refuseIf(input.termTo > last, 'VALIDATION_FAILED', `This term ends on ${last} at the latest. Appoint the person anew then.`, {
    rule: 'LONGEST_MEDIATOR_TERM_MONTHS',
    field: 'termTo',
  });
  requireIds({ staffMemberId: input.staffMemberId });
  for (const { memberId, enterpriseId } of input.relations ?? []) requireIds({ memberId, enterpriseId });
  refuseIf(org.status === 'DISSOLVED', 'VALIDATION_FAILED', `"${org.nameZh}" was dissolved.`, { field: 'orgId' });
  await getStaffNamed(tx, input.staffMemberId, input.nameZh, {
    field: 'staffMemberId',
    nameField: 'nameZh',
    within: partOf(org.scopePath),
    on: { day: input.termFrom, field: 'termFrom' },
  });
  const firms = new Set(input.relations?.flatMap(({ enterpriseId }) => enterpriseId ?? []));
  await employers.getAll(tx, [...firms].sort(), { field: 'enterpriseId' });
  await checkMembers(tx, input.relations?.map(({ memberId }) => memberId) ?? [], 'memberId');
  if (input.lawyerId) await checkLawyer(tx, input.lawyerId, input.staffMemberId);
  // Those who insert at once into an exclusion constraint wait for each other until PostgreSQL ends the deadlock.
  await lockByName(tx.db, `mediator ${input.staffMemberId}`);
  const mediator = await insertRow(tx.db, Mediator, {
    id: newId(),
    orgId: org.id,
    personId: input.staffMemberId,
    nameZh: keptPersonName(input.nameZh.trim()),
    kind: input.kind,
    termFrom: input.termFrom,
    termTo: input.termTo,
    lawyerId: input.lawyerId ?? null,
    caseCap,
    version: 1,
  });
  for (const { kind, memberId, enterpriseId } of input.relations ?? []) {
    await insertRow(tx.db, PartyRelation, {
      id: newId(),
      personId: mediator.personId,
      kind,
      otherPersonId: memberId ?? null,
      enterpriseId: enterpriseId ?? null,
      caseId: null,
    });
  }
  await tellCasesOf(tx, { of: mediator.personId, personIds: [mediator.personId], beginsOn: mediator.termFrom });
  return { mediator };
}

async function checkLawyer({ db }: Tx, lawyerId: string, personId: string): Promise<void> {
  const lawyer = isId(lawyerId) ? await db.findOneBy(Lawyer, { id: lawyerId }) : null;
  if (!lawyer) throw notFound('lawyer', lawyerId);
  refuseIf(lawyer.personId !== personId, 'VALIDATION_FAILED', `The lawyer "${lawyer.nameZh}" is another person.`, {
    field: 'lawyerId',
  });
}
