import { knownMembers, servicePointEntries, staffEntries } from './directory.ts';
import type { Table } from './index.ts';
import { bargainingTables } from './mediation-bargaining.ts';
import { caseTables } from './mediation-cases.ts';
import { employerPlaceRows } from './mediation-contracts.ts';
import { evidenceTables } from './mediation-evidence.ts';
import { linkageTables } from './mediation-linkage.ts';
import { centres, committees, rooms, stations } from './mediation-orgs.ts';
import { lawyerTables, mediatorTables } from './mediation-people.ts';
import { consentStandings } from './organisation-cards.ts';
import { knownUnionRows } from './organisation-joint-unions.ts';

/** The demo rows of mediation as of 2013-10-19: organisations, people, and a case in every state. Everybody is invented. */
export const tables: readonly Table[] = [
  { table: 'consent_standing', rows: consentStandings },
  { table: 'directory_entry', rows: [...servicePointEntries, ...staffEntries] },
  { table: 'known_member', rows: knownMembers },
  { table: 'street_station', rows: stations },
  { table: 'mediation_org', rows: [...centres, ...rooms, ...committees] },
  ...lawyerTables,
  ...mediatorTables,
  ...caseTables,
  ...evidenceTables,
  ...linkageTables,
  { table: 'known_union', rows: knownUnionRows },
  { table: 'employer_place', rows: employerPlaceRows },
  ...bargainingTables,
];
