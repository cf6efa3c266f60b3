import { caseStaffed } from '@union-graph/events';
import { defineSnapshot, rows, sql, type Tx } from '@union-graph/subgraph';
import { ENDED_BY_FAILURE } from '../legal-aid/rules.ts';
import { lastDayOfTerms } from '../mediator/serving.ts';
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
 * with their last term.
 */
export async function tellStaff(tx: Tx, row: MediationCase): Promise<void> {
  const { status, scopePath, applicantIds, version, mediatorPersonId } = row;
  const termEnds = mediatorPersonId && (await lastDayOfTerms(tx, mediatorPersonId));
  const staff = staffOf(row, termEnds, await activeAid(tx, row.id));
  await tx.publish(caseStaffed, row, {
    status,
    scopePath,
    applicantIds,
    staffIds: staff.map(({ personId }) => personId),
    staff,
    version,
  });
}

/** Whether a change of a case moves the last day of somebody who gives legal aid in it. */
export async function movesLastDay(tx: Tx, before: MediationCase, after: MediationCase): Promise<boolean> {
  if (lastDayOfMediation(before) === lastDayOfMediation(after)) return false;
  return (await activeAid(tx, after.id)).some(endsWithMediation);
}

/** The task that tells who works on the cases of a mediator, after their terms have changed. */
export const TELL_MEDIATOR = 'tell_mediator';

/** The task `tell_mediator`. */
export async function tellMediator(tx: Tx, { personId }: Record<string, unknown>): Promise<void> {
  const cases = await tx.db.find(MediationCase, { where: { mediatorPersonId: String(personId) }, order: { id: 'asc' } });
  for (const row of cases) await tellStaff(tx, row);
}

/** Who works on the cases that have a mediator or had legal aid, for a service that begins to follow them. */
export const caseStaff = defineSnapshot(
  [caseStaffed],
  MediationCase,
  async (tx, found) => {
    for (const row of found) await tellStaff(tx, row);
  },
  { where: sql`(r.mediator_person_id is not null or exists (select from legal_aid_grant g where g.case_id = r.id))` },
);

interface Aid {
  readonly personId: string;
  readonly scope: LegalAidScope;
}

const activeAid = ({ db }: Tx, caseId: string): Promise<Aid[]> =>
  rows<Aid>(
    db,
    sql`select g.lawyer_person_id as "personId", g.scope from legal_aid_grant g
      where g.case_id = ${caseId}::uuid and g.status = 'ACTIVE' order by g.id`,
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
