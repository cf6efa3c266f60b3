import { caseStaffed } from '@union-graph/events';
import { defineSnapshot, rows, sql, type Tx } from '@union-graph/subgraph';
import { ENDED_BY_FAILURE } from '../legal-aid/rules.ts';
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
 * that time fails ends with its last day, also where nothing has written that down: organisation compares the day itself.
 */
export async function tellStaff(tx: Tx, row: MediationCase): Promise<void> {
  const { status, scopePath, applicantIds, version } = row;
  const staff = staffOf(row, await activeAid(tx, row.id));
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

/** Each person once. Who acts in several ways goes on by the one that has no end; those that have one end on one day. */
function staffOf(row: MediationCase, aid: readonly Aid[]): Acting[] {
  const lastDay = lastDayOfMediation(row);
  const lasting = [row.mediatorPersonId, row.lawyerPersonId].flatMap((personId) => personId ?? []);
  const all = [
    ...lasting.map((personId) => ({ personId, lastDay: null })),
    ...aid.map((one) => ({ personId: one.personId, lastDay: endsWithMediation(one) ? lastDay : null })),
  ];
  const staff = new Map<string, string | null>();
  for (const { personId, lastDay: day } of all) staff.set(personId, staff.get(personId) === null ? null : day);
  return [...staff].map(([personId, day]) => ({ personId, lastDay: day }));
}
