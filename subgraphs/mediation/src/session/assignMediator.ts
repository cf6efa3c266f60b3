import { civilDay, columns, isId, notFound, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { againstOf, refuseOtherIndustry } from '../application/industries.ts';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { currentStatusSql } from '../case/scope.ts';
import { refuseUnengaged } from '../lawyer/engaged.ts';
import { Lawyer } from '../lawyer/Lawyer.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { refuseGone } from '../mediator/hasLeft.ts';
import { Mediator } from '../mediator/Mediator.ts';
import type { AssignMediatorInput } from '../schema.gen.ts';
import { refuseRelated } from './conflicts.ts';

/** Assigns a mediator whose term runs, who is related to no party (MED-INV-4) and has room for a case more. */
export async function assignMediator(tx: Tx, input: AssignMediatorInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'assignMediator');
  const { mediator, acting } = await mediatorFor(tx, row, input.mediatorId, 'mediatorId');
  const lawyer = input.lawyerId == null ? acting : await findLawyer(tx, input.lawyerId, 'lawyerId');
  if (lawyer && lawyer.personId !== mediator.personId) await refuseRelated(tx, row, lawyer.personId, 'lawyerId');
  return { case: await moveCase(tx, row, 'ASSIGNED', asAssigned(mediator, lawyer)) };
}

/** Somebody who may mediate a case. */
interface ForCase {
  readonly mediator: Mediator;
  /** The mediator's own record as a lawyer; null for one who is none. */
  readonly acting: Lawyer | null;
}

/** Who is to mediate a case, locked: in a term, in reach, related to nobody, with room for a case more, and as a lawyer one who serves. */
export async function mediatorFor(tx: Tx, row: MediationCase, id: string, field: string): Promise<ForCase> {
  const mediator = await takeMediator(tx, id, { orgId: row.orgId, field });
  const from = await tx.db.findOneByOrFail(MediationOrg, { id: mediator.orgId });
  await refuseOtherIndustry(tx, from, await againstOf(tx, row), field);
  // Who mediates as a lawyer is one who serves, whoever advises beside.
  const acting = mediator.lawyerId === null ? null : await findLawyer(tx, mediator.lawyerId, field);
  await refuseRelated(tx, row, mediator.personId, field);
  return { mediator, acting };
}

/** Who mediates a case and which lawyer is in it, as its columns have it. */
export const asAssigned = (mediator: Mediator, lawyer: Pick<Lawyer, 'id' | 'personId'> | null) => ({
  mediatorId: mediator.id,
  mediatorPersonId: mediator.personId,
  lawyerId: lawyer?.id ?? null,
  lawyerPersonId: lawyer?.personId ?? null,
});

/** The mediator's row is locked, so that two assignments at once cannot both take the last place. */
async function takeMediator(tx: Tx, id: string, { orgId, field }: { orgId: string; field: string }): Promise<Mediator> {
  const mediator = isId(id) ? await tx.db.findOne(Mediator, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
  if (!mediator) throw notFound('mediator', id, field);
  refuseIf(
    !(await servesAt(tx, mediator, orgId)),
    'VALIDATION_FAILED',
    `"${mediator.nameZh}" mediates at another organisation, out of reach of this one.`,
    { field },
  );
  const today = civilDay(tx.now);
  refuseIf(
    today < mediator.termFrom || today > mediator.termTo,
    'VALIDATION_FAILED',
    `The term of "${mediator.nameZh}" is ${mediator.termFrom} to ${mediator.termTo}. Choose a mediator whose term runs.`,
    { rule: 'P12', field },
  );
  await refuseGone(tx, [mediator], { rule: 'P12', field });
  // Who was appointed anew has the cases of the term before, too; the terms of one person at one organisation never overlap.
  const [load] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from mediation_case c
    where c.mediator_id in (select m.id from mediator m where m.person_id = ${mediator.personId} and m.org_id = ${mediator.orgId}) and c.closed_at is null and ${currentStatusSql(tx)} in ('ASSIGNED', 'IN_MEDIATION', 'AGREED')`,
  );
  refuseIf(
    Number(load?.count) >= mediator.caseCap,
    'CAPACITY_FULL',
    `"${mediator.nameZh}" has ${mediator.caseCap} cases, as many as they may have.`,
    { field },
  );
  return mediator;
}

/** A mediator serves their own organisation and those below it in the tree: a centre's mediators go out to the rooms. */
async function servesAt({ db }: Tx, mediator: Mediator, orgId: string): Promise<boolean> {
  const [pair] = await rows<{ serves: boolean }>(
    db,
    sql`select o.id = own.id or (own.kind like '%_CENTRE' and o.scope_path ^@ own.scope_path) as serves
    from mediation_org own, mediation_org o where own.id = ${mediator.orgId} and o.id = ${orgId}`,
  );
  return pair?.serves ?? false;
}

/** A lawyer under contract; the row is locked, so that they are not dismissed meanwhile. */
async function findLawyer(tx: Tx, id: string, field: string): Promise<Lawyer> {
  const [lawyer] = isId(id)
    ? await rows<Lawyer>(tx.db, sql`select ${columns(Lawyer, 'l')} from lawyer l where l.id = ${id} for share`)
    : [];
  if (!lawyer) throw notFound('lawyer', id);
  await refuseUnengaged(tx, lawyer, field);
  return lawyer;
}
