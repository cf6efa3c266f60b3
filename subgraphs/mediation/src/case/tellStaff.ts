import { caseStaffed } from '@union-graph/events';
import { civilDay, defineSnapshot, grouped, rows, sql, startOfDay, type Tx } from '@union-graph/subgraph';
import { In } from 'typeorm';
import { ENDED_BY_FAILURE } from '../legal-aid/rules.ts';
import { lastDaysOfTerms, type Service, servicesOf } from '../mediator/serving.ts';
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
 * with the term that runs; a term after a gap is told when it begins. The lawyer beside the mediator reads a case that is over while the firm is under
 * contract, as here.
 */
export const tellStaff = (tx: Tx, row: MediationCase): Promise<void> => tellStaffOf(tx, [row]);

async function tellStaffOf(tx: Tx, cases: readonly MediationCase[]): Promise<void> {
  const persons = (of: 'mediatorPersonId' | 'lawyerPersonId'): string[] => [...new Set(cases.flatMap((row) => row[of] ?? []))];
  const lastDays = await lastDaysOfTerms(tx, persons('mediatorPersonId'));
  const services = await servicesOf(tx, persons('lawyerPersonId'));
  const caseIds = cases.map(({ id }) => id);
  const aid = grouped(caseIds, await activeAid(tx, caseIds), ({ caseId }) => caseId);
  for (const [at, row] of cases.entries()) {
    const { status, scopePath, applicantIds, version, mediatorPersonId, lawyerPersonId } = row;
    const termEnds = (mediatorPersonId && lastDays.get(mediatorPersonId)) ?? null;
    const service = lawyerPersonId === null ? undefined : services.get(lawyerPersonId);
    const staff = staffOf(row, { termEnds, serviceEnds: service ? lastDayOfLawyer(row, service) : null }, aid[at] ?? []);
    const staffIds = staff.map(({ personId }) => personId);
    await tx.publish(caseStaffed, row, { status, scopePath, applicantIds, staffIds, staff, version });
  }
}

/** Until when the lawyer beside the mediator reads a case; null while no day is known. */
function lastDayOfLawyer(row: MediationCase, { contractsEnd, leftOn }: Service): string | null {
  const lastOpen = row.closedAt === null ? lastDayOfMediation(row) : '';
  const ends = contractsEnd === null || lastOpen === null ? null : contractsEnd > lastOpen ? contractsEnd : lastOpen;
  return leftOn !== null && (ends === null || leftOn < ends) ? leftOn : ends;
}

/** Whether a change of a case moves the last day of its lawyer, or of somebody who gives legal aid in it. */
export async function movesLastDay(tx: Tx, before: MediationCase, after: MediationCase): Promise<boolean> {
  const ends = (before.closedAt === null) !== (after.closedAt === null);
  const moves = lastDayOfMediation(before) !== lastDayOfMediation(after);
  if (after.lawyerPersonId !== null && (ends || moves)) return true;
  return moves && (await activeAid(tx, [after.id])).some(endsWithMediation);
}

/** The task that tells who works on the cases of some people, after their terms or contracts have changed. */
export const TELL_CASES = 'tell_cases';

/** The task `tell_cases`. */
export async function tellCases(tx: Tx, { personIds }: Record<string, unknown>): Promise<void> {
  const named = In(personIds as string[]);
  const cases = await tx.db.find(MediationCase, {
    where: [{ mediatorPersonId: named }, { lawyerPersonId: named }],
    order: { id: 'asc' },
  });
  await tellStaffOf(tx, cases);
}

/** Whose terms or contracts have changed: the id of the person or firm, the people, and the first day of what is new. */
interface Changed {
  readonly of: string;
  readonly personIds: readonly string[];
  readonly beginsOn: string;
}

/**
 * Has organisation told until when these people read the records of the workers in their cases: it knows another last day. What begins on a day to
 * come counts from then.
 */
export async function tellCasesOf(tx: Tx, { of, personIds, beginsOn }: Changed): Promise<void> {
  const key = `${TELL_CASES} ${of}`;
  await tx.schedule(TELL_CASES, { personIds }, { jobKey: key });
  if (beginsOn <= civilDay(tx.now)) return;
  await tx.schedule(TELL_CASES, { personIds }, { at: startOfDay(beginsOn), jobKey: `${key} ${beginsOn}` });
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

interface Ends {
  readonly termEnds: string | null;
  readonly serviceEnds: string | null;
}

/** Each person once, until the last day on which they act in some way. */
function staffOf(row: MediationCase, { termEnds, serviceEnds }: Ends, aid: readonly Aid[]): Acting[] {
  const lastDay = lastDayOfMediation(row);
  const { mediatorPersonId, lawyerPersonId } = row;
  const all = [
    ...(mediatorPersonId ? [{ personId: mediatorPersonId, lastDay: termEnds }] : []),
    ...(lawyerPersonId && lawyerPersonId !== mediatorPersonId ? [{ personId: lawyerPersonId, lastDay: serviceEnds }] : []),
    ...aid.map((one) => ({ personId: one.personId, lastDay: endsWithMediation(one) ? lastDay : null })),
  ];
  const staff = new Map<string, string | null>();
  for (const { personId, lastDay: day } of all) {
    const known = staff.get(personId);
    staff.set(personId, known === null || day === null ? null : known === undefined || known < day ? day : known);
  }
  return [...staff].map(([personId, day]) => ({ personId, lastDay: day }));
}
