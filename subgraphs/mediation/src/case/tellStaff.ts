import { caseStaffed } from '@union-graph/events';
import { defineSnapshot, grouped, rows, sql, type Tx } from '@union-graph/subgraph';
import { ENDED_BY_FAILURE } from '../legal-aid/rules.ts';
import { lastDaysOfTerms } from '../mediator/serving.ts';
import type { LegalAidScope } from '../schema.gen.ts';
import { MediationCase } from './MediationCase.ts';
import { lastDayOfMediation } from './rules.ts';

/** Somebody who acts in a case, and the last day on which they do; null while nothing else is told. */
interface Acting {
  readonly personId: string;
  readonly lastDay: string | null;
}

/**
 * Tells organisation who works on a case now, who acts for its applicants among them: they read the applicants' records (C-19). Aid that ends with a mediation
 * that time fails ends with its last day, also where nothing has written that down: organisation compares the day itself. So a mediator's work ends
 * with the term that runs; a term after a gap is told when it begins.
 */
export const tellStaff = (tx: Tx, row: MediationCase): Promise<void> => tellStaffOf(tx, [row]);

async function tellStaffOf(tx: Tx, cases: readonly MediationCase[]): Promise<void> {
  const mediators = new Set(cases.flatMap(({ mediatorPersonId }) => mediatorPersonId ?? []));
  const lastDays = await lastDaysOfTerms(tx, [...mediators]);
  const caseIds = cases.map(({ id }) => id);
  const aid = grouped(caseIds, await activeAid(tx, caseIds), ({ caseId }) => caseId);
  for (const [at, row] of cases.entries()) {
    const { status, scopePath, applicantIds, version, mediatorPersonId } = row;
    const termEnds = (mediatorPersonId && lastDays.get(mediatorPersonId)) ?? null;
    const staff = staffOf(row, termEnds, aid[at] ?? []);
    const staffIds = staff.map(({ personId }) => personId);
    await tx.publish(caseStaffed, row, { status, scopePath, applicantIds, staffIds, staff, version });
  }
}

/** Whether a change of a case moves the last day of somebody who gives legal aid in it. */
export async function movesLastDay(tx: Tx, before: MediationCase, after: MediationCase): Promise<boolean> {
  if (lastDayOfMediation(before) === lastDayOfMediation(after)) return false;
  return (await activeAid(tx, [after.id])).some(endsWithMediation);
}

/** The task that tells who works on the cases of a mediator, after their terms have changed. */
export const TELL_MEDIATOR = 'tell_mediator';

/** The task `tell_mediator`. */
export async function tellMediator(tx: Tx, { personId }: Record<string, unknown>): Promise<void> {
  const cases = await tx.db.find(MediationCase, { where: { mediatorPersonId: String(personId) }, order: { id: 'asc' } });
  await tellStaffOf(tx, cases);
}

/** Who works on the cases that have a mediator or had legal aid, for a service that begins to follow them. */
export const caseStaff = defineSnapshot([caseStaffed], MediationCase, tellStaffOf, {
  where: sql`(r.mediator_person_id is not null or exists (select from legal_aid_grant g where g.case_id = r.id))`,
});

interface Aid {
  readonly caseId: string;
  readonly personId: string;
  readonly scope: LegalAidScope;
}

const activeAid = ({ db }: Tx, caseIds: readonly string[]): Promise<Aid[]> =>
  rows<Aid>(
    db,
    sql`select g.case_id as "caseId", g.lawyer_person_id as "personId", g.scope from legal_aid_grant g
      where g.case_id = any(${[...caseIds]}::uuid[]) and g.status = 'ACTIVE' order by g.id`,
  );

const endsWithMediation = ({ scope }: Aid): boolean => ENDED_BY_FAILURE.includes(scope);

/** Each person once, until the last day on which they act in some way. */
function staffOf(row: MediationCase, termEnds: string | null, aid: readonly Aid[]): Acting[] {
  const lastDay = lastDayOfMediation(row);
  const { mediatorPersonId, lawyerPersonId } = row;
  const all = [
    ...(mediatorPersonId ? [{ personId: mediatorPersonId, lastDay: termEnds }] : []),
    ...(lawyerPersonId && lawyerPersonId !== mediatorPersonId ? [{ personId: lawyerPersonId, lastDay: null }] : []),
    ...aid.map((one) => ({ personId: one.personId, lastDay: endsWithMediation(one) ? lastDay : null })),
  ];
  const staff = new Map<string, string | null>();
  for (const { personId, lastDay: day } of all) {
    const known = staff.get(personId);
    staff.set(personId, known === null || day === null ? null : known === undefined || known < day ? day : known);
  }
  return [...staff].map(([personId, day]) => ({ personId, lastDay: day }));
}
