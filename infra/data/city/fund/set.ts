import { personId } from '../../demo/persons.ts';
import type { Row } from '../../load.ts';
import type { Part } from '../../parts.ts';
import type { People } from '../members.ts';
import {
  type ApplicationSeed,
  aidCycles,
  aidSchemes,
  applicationRows,
  applicationSeeds,
  budgetRow,
  type Officers,
  paidOf,
} from './aid.ts';
import {
  type FileSeed,
  fileSeeds,
  hardshipFileRows,
  homeVisitRows,
  householdMemberCount,
  householdMemberRows,
  householdRows,
  noticedFiles,
  noticeRows,
  visitedFiles,
} from './households.ts';

/** The files of a profile's households in hardship, and their applications for aid. */
export interface Aid {
  readonly files: readonly FileSeed[];
  readonly applications: readonly ApplicationSeed[];
  /** The applications that were approved and paid. */
  readonly paid: readonly ApplicationSeed[];
}

export function aidOf(people: People): Aid {
  const files = fileSeeds(people);
  const applications = applicationSeeds(people.profile, files);
  return { files, applications, paid: paidOf(applications) };
}

/** The rows about households, in the order of their foreign keys; the money that they got is booked with all other money. */
export function aidParts(people: People, { files, applications }: Aid): Part[] {
  const officers: Officers = { clerk: personId('tian-yu'), caseworker: personId('lin-fang'), approver: personId('guo-wei') };
  const visitors = [officers.clerk, personId('chen-xiaomei')];
  return [
    part('household', files.length, () => householdRows(files)),
    // Files go before the members of their households, who are then held at once: else each file would look for its members.
    part('hardship_file', files.length, () => hardshipFileRows(files, officers.clerk, officers.approver)),
    part('household_member', householdMemberCount(files), () => householdMemberRows(people, files)),
    part('home_visit', visitedFiles(files).length, () => homeVisitRows(files, visitors)),
    part('public_notice', noticedFiles(files).length, () => noticeRows(files)),
    part('aid_scheme', aidSchemes.length, () => aidSchemes),
    part('aid_cycle', aidCycles.length, () => aidCycles),
    { name: 'budget of aid', table: 'budget', count: 1, rows: () => [budgetRow(applications)] },
    part('aid_application', applications.length, () => applicationRows(applications, officers)),
  ];
}

const part = (name: string, count: number, rows: () => Iterable<Row>): Part => ({ name, table: name, count, rows });
