import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { fundId } from './warmth-fund-books.ts';
import { scopeOf } from './warmth-fund-people.ts';

const scheme = (code: string, nameZh: string, capFen: number) => ({
  id: id('aid-scheme', code),
  code,
  name_zh: nameZh,
  fund_id: fundId('WARMTH'),
  cap_fen: capFen,
  per_cycle: 1,
  valid_from: '2013-01-01',
  valid_to: null,
  needs_active_file: ['LIVING', 'MEDICAL', 'SCHOOLING'].includes(code),
  max_per_capita_bp: null,
  causes: code === 'MEDICAL' ? ['ILLNESS', 'DISABILITY', 'ACCIDENT', 'SCHOOLING'] : [],
});

export const schemeRows = [
  scheme('LIVING', '生活救助', 240_000),
  scheme('MEDICAL', '医疗救助', 2_000_000),
  scheme('SCHOOLING', '金秋助学', 500_000),
  scheme('FESTIVAL', '两节送温暖', 100_000),
  scheme('EMERGENCY', '应急救助', 300_000),
  scheme('EMPLOYMENT', '就业援助', 200_000),
];

const cycle = (code: string, from: string, to: string, status: string) => ({
  id: id('aid-cycle', code),
  scheme_id: id('aid-scheme', code),
  from_day: from,
  to_day: to,
  status,
});

/** The medical cycle is the one that is open. */
export const cycleRows = [
  cycle('FESTIVAL', '2013-01-15', '2013-02-09', 'CLOSED'),
  cycle('LIVING', '2013-04-01', '2013-06-30', 'CLOSED'),
  cycle('SCHOOLING', '2013-07-01', '2013-08-31', 'CLOSED'),
  cycle('EMERGENCY', '2013-07-01', '2013-10-15', 'PAYING'),
  cycle('MEDICAL', '2013-10-01', '2013-12-31', 'OPEN'),
];

const VERSIONS: Readonly<Record<string, number>> = { SUBMITTED: 1, REVIEWED: 3, REJECTED: 2, CANCELLED: 2, PAYABLE: 5, PAID: 6 };
const REASONS: Readonly<Record<string, string>> = {
  FESTIVAL: '春节前家庭生活困难',
  LIVING: '家庭生活困难',
  SCHOOLING: '子女学费',
  EMERGENCY: '家庭突发变故',
  MEDICAL: '家人住院治疗',
};
const aidBudgetId = id('budget', 'WARMTH-AID');
const FILES = new Set(['filler-3', 'filler-14', 'filler-5']);

/** What was approved and not taken back is held in the budget for aid. */
const BUDGETED: readonly string[] = ['PAYABLE', 'PAID'];
const DECIDED: readonly string[] = [...BUDGETED, 'CANCELLED'];

const application = (
  worker: string,
  code: string,
  status: string,
  appliedOn: string,
  requestedFen: number,
  approvedFen: number | null = null,
) => ({
  id: id('aid-application', `${worker}-${code}`),
  file_id: FILES.has(worker) ? id('hardship-file', worker) : null,
  household_id: FILES.has(worker) ? id('household', worker) : null,
  member_id: id('person', worker),
  cycle_id: id('aid-cycle', code),
  requested_fen: requestedFen,
  approved_fen: approvedFen,
  status,
  reason: REASONS[code],
  account_masked: '6222 **** **** 0412',
  applied_by: id('person', worker),
  checked_by: status === 'SUBMITTED' ? null : personId('lin-fang'),
  reviewed_by: DECIDED.includes(status) || status === 'REVIEWED' ? personId('lin-fang') : null,
  approved_by: DECIDED.includes(status) ? personId('guo-wei') : null,
  note: { REJECTED: '不符合救助条件', CANCELLED: '本人撤回申请' }[status] ?? null,
  budget_id: BUDGETED.includes(status) ? aidBudgetId : null,
  rule_version: `${code}@2013-01-01`,
  checked_at: `${appliedOn}T10:30:00+08:00`,
  applied_at: `${appliedOn}T10:30:00+08:00`,
  scope_path: scopeOf(worker),
  version: VERSIONS[status],
});

export const aidApplicationRows = [
  application('zhao-zhiqiang', 'FESTIVAL', 'PAID', '2013-01-21', 50_000, 50_000),
  application('filler-3', 'LIVING', 'PAID', '2013-05-06', 150_000, 120_000),
  application('filler-14', 'SCHOOLING', 'PAID', '2013-07-15', 500_000, 300_000),
  application('filler-5', 'EMERGENCY', 'PAID', '2013-08-26', 300_000, 200_000),
  application('filler-2', 'EMERGENCY', 'PAYABLE', '2013-08-27', 80_000, 80_000),
  application('filler-4', 'EMERGENCY', 'PAYABLE', '2013-09-30', 100_000, 90_000),
  application('filler-15', 'EMERGENCY', 'PAYABLE', '2013-09-27', 60_000, 60_000),
  application('filler-6', 'EMERGENCY', 'PAYABLE', '2013-10-08', 70_000, 70_000),
  application('filler-9', 'EMERGENCY', 'PAYABLE', '2013-09-25', 100_000, 100_000),
  application('filler-10', 'EMERGENCY', 'CANCELLED', '2013-09-26', 100_000, 100_000),
  application('li-jianguo', 'EMERGENCY', 'REJECTED', '2013-09-24', 100_000),
  application('filler-5', 'SCHOOLING', 'REJECTED', '2013-08-05', 200_000),
  application('filler-3', 'MEDICAL', 'SUBMITTED', '2013-10-11', 400_000),
  application('filler-14', 'MEDICAL', 'REVIEWED', '2013-10-09', 260_000),
];

const sumOf = (statuses: readonly string[]): number =>
  aidApplicationRows.filter(({ status }) => statuses.includes(status)).reduce((sum, row) => sum + (row.approved_fen ?? 0), 0);

/** The fund's budget for aid in 2013: what was paid is spent, what is approved is held. */
export const aidBudgetRow = {
  id: aidBudgetId,
  fund_id: fundId('WARMTH'),
  year: 2013,
  category: 'AID',
  allocated_fen: 60_000_000,
  committed_fen: sumOf(['PAYABLE']),
  spent_fen: sumOf(['PAID']),
  version: 1 + aidApplicationRows.length,
};
