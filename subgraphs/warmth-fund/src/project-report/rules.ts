import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { ProjectStatus } from '../project/ServiceProject.ts';
import type { ReportKind } from './ProjectReport.ts';

/** From which states a report of each kind may come, and what the project then is (domain rule 2.5.2). */
const FOLLOWS: Readonly<Record<ReportKind, Partial<Record<ProjectStatus, ProjectStatus>>>> = {
  PROGRESS: { AGREEMENT_SIGNED: 'IN_PROGRESS', IN_PROGRESS: 'IN_PROGRESS', MIDTERM: 'MIDTERM' },
  MIDTERM: { IN_PROGRESS: 'MIDTERM' },
  FINAL: { MIDTERM: 'FINAL_REPORT' },
};

/** What a project becomes by a report; `INVALID_TRANSITION` where no such report is due. */
export function statusAfterReport(kind: ReportKind, status: ProjectStatus): ProjectStatus {
  const next = FOLLOWS[kind][status];
  if (next) return next;
  throw new Refusal('INVALID_TRANSITION', `The project is ${status}; a report of kind ${kind} is not due.`, { field: 'kind' });
}

/** Calendar quarters in order: four a year. */
const quarterNumber = (day: string): number => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);

/** The first day of the calendar quarter of a day. */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-${String((quarterNumber(day) % 4) * 3 + 1).padStart(2, '0')}-01`;

/** Whether a period, both ends included, contains a whole calendar quarter. */
export function hasWholeQuarter(from: string, to: string): boolean {
  const first = quarterNumber(from) + (from === quarterOf(from) ? 0 : 1);
  const last = quarterNumber(to) - (/-(03-31|06-30|09-30|12-31)$/.test(to) ? 0 : 1);
  return first <= last;
}

/** A report is about days of the project, from its first day on, that are over (domain rule 2.5.7). */
export function checkDays(
  { from, to }: { from: string; to: string },
  { runsFrom }: { runsFrom: string | null },
  today: string,
): void {
  refuseIf(to >= today, 'VALIDATION_FAILED', `The report is about days until ${to}, which are not over.`, {
    rule: 'FND-INV-10',
    field: 'period',
  });
  refuseIf(
    runsFrom !== null && from < runsFrom,
    'VALIDATION_FAILED',
    `The project began on ${runsFrom}; the report cannot be about days from ${from} on.`,
    {
      rule: 'FND-INV-10',
      field: 'period',
    },
  );
}

/** The count so far never falls below that of a report that was taken in (domain rule 2.5.7). */
export function checkCumulative(directCumulative: number, last: number | null): void {
  refuseIf(directCumulative < 0, 'BAD_USER_INPUT', 'A count is not negative.', { field: 'directCumulative' });
  refuseIf(
    last !== null && directCumulative < last,
    'VALIDATION_FAILED',
    `The last report that was taken in counted ${last} direct beneficiaries; the sum so far cannot be ${directCumulative}.`,
    { rule: 'FND-INV-10', field: 'directCumulative' },
  );
}

/** Whoever is named was served: the people named since the project began, each once, are no more than were served since then (FND-INV-10). */
export function checkNamed(directCumulative: number, named: number): void {
  refuseIf(
    directCumulative < named,
    'VALIDATION_FAILED',
    `With this report ${named} people are named since the project began; the sum so far cannot be ${directCumulative}.`,
    { rule: 'FND-INV-10', field: 'directCumulative' },
  );
}
