import { id } from '../ids.ts';
import { ENTERPRISES, enterpriseId } from './enterprises.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';

/** The minimum wage of 2013, in fen a month (P10). */
const MINIMUM_WAGE = 140_000;

interface VacancySeed {
  readonly key: string;
  readonly enterprise: string;
  readonly titleZh: string;
  readonly wage: readonly [from: number, to: number];
  readonly openUntil: string;
  readonly inHouseholds?: boolean;
}

/** Work that is offered, all invented; one was open until the day before the demo's own, one pays the minimum wage. */
const VACANCIES: readonly VacancySeed[] = [
  { key: 'fitter', enterprise: 'precision', titleZh: '装配钳工', wage: [350_000, 520_000], openUntil: '2013-11-30' },
  { key: 'waiter', enterprise: 'restaurant', titleZh: '餐厅服务员', wage: [MINIMUM_WAGE, 220_000], openUntil: '2013-11-15' },
  {
    key: 'housekeeper',
    enterprise: 'housekeeping',
    titleZh: '家政服务员',
    wage: [300_000, 480_000],
    openUntil: '2013-12-20',
    inHouseholds: true,
  },
  { key: 'florist', enterprise: 'flower-shop', titleZh: '花艺工', wage: [200_000, 260_000], openUntil: '2013-10-18' },
];

const vacancyId = (key: string): string => id('job-vacancy', key);
const districtOf = (enterprise: string): string => ENTERPRISES.find(({ key }) => key === enterprise)?.districtCode as string;

const vacancies = VACANCIES.map(({ key, enterprise, titleZh, wage: [from, to], openUntil, inHouseholds = false }) => ({
  id: vacancyId(key),
  enterprise_id: enterpriseId(enterprise),
  title_zh: titleZh,
  wage_from_fen: from,
  wage_to_fen: to,
  minimum_wage_fen: MINIMUM_WAGE,
  district_code: districtOf(enterprise),
  needs_job_ready: inHouseholds,
  posted_on: '2013-09-16',
  open_until: openUntil,
  posted_by: personId('tian-yu'),
}));

/** One gave it up, one waits to hear. */
const referrals = (
  [
    ['li-jianguo', 'waiter', 'DECLINED', '路途太远，本人放弃'],
    ['filler-3', 'fitter', 'REFERRED', null],
  ] as const
).map(([worker, vacancy, status, note]) => ({
  id: id('job-referral', `${worker} ${vacancy}`),
  member_id: personId(worker),
  district_code: vacancies.find((one) => one.id === vacancyId(vacancy))?.district_code,
  scope_path: pathOf(worker),
  status,
  vacancy_id: vacancyId(vacancy),
  referred_by: personId('tian-yu'),
  referred_at: new Date('2013-10-09T10:00:00+08:00'),
  note,
  received_at: new Date('2013-10-09T10:00:00+08:00'),
  closed_at: note === null ? null : new Date('2013-10-14T16:00:00+08:00'),
  version: note === null ? 1 : 2,
}));

export const jobs: readonly Table[] = [
  { table: 'job_vacancy', rows: vacancies },
  { table: 'job_referral', rows: referrals },
];
