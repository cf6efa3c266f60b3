import type { Table } from './index.ts';
import { aidApplicationRows, cycleRows, hardshipFileRows, schemeRows } from './warmth-fund-aid.ts';
import { openingEntries } from './warmth-fund-books.ts';
import { benefitRuleRows, cardEventRows, coverageRows, planRows } from './warmth-fund-coverage.ts';
import { disbursementRows, payoutEntries, pendingTransferRows } from './warmth-fund-payouts.ts';
import { projectDistrictRows, projectRows } from './warmth-fund-projects.ts';

const entries = [...openingEntries, ...payoutEntries];

/** The Warmth Fund on 2013-10-19: its books, payouts in every state, cover of the demo cards, aid and service projects. */
export const tables: readonly Table[] = [
  { table: 'journal_entry', rows: entries.map(({ row }) => row) },
  { table: 'posting', rows: entries.flatMap(({ postings }) => postings) },
  { table: 'disbursement', rows: disbursementRows },
  { table: 'pending_transfer', rows: pendingTransferRows },
  { table: 'mutual_aid_plan', rows: planRows },
  { table: 'mutual_aid_benefit', rows: benefitRuleRows },
  { table: 'card_event', rows: cardEventRows },
  { table: 'coverage', rows: coverageRows },
  { table: 'hardship_file', rows: hardshipFileRows },
  { table: 'aid_scheme', rows: schemeRows },
  { table: 'aid_cycle', rows: cycleRows },
  { table: 'aid_application', rows: aidApplicationRows },
  { table: 'service_project', rows: projectRows },
  { table: 'service_project_district', rows: projectDistrictRows },
];
