import { id } from '../ids.ts';
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
const FILES = new Set(['filler-3', 'filler-14', 'filler-5']);

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
  member_id: id('person', worker),
  cycle_id: id('aid-cycle', code),
  requested_fen: requestedFen,
  approved_fen: approvedFen,
  status,
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
