import { ENTERPRISES } from './enterprises.ts';
import { WORKERS } from './organisation-workers.ts';
import { person, personId } from './persons.ts';

export interface DemoApplicant {
  /** The worker's record; undefined for one without. */
  readonly personId?: string;
  readonly nameZh: string;
  readonly elected?: boolean;
}

/** One case of the demo data; what follows from its state is worked out by `mediation-cases.ts`. */
export interface DemoCase {
  readonly key: string;
  readonly status: string;
  /** Civil day of receipt. */
  readonly received: string;
  readonly org: string;
  readonly districtCode: string;
  readonly mediator: string;
  /** The lawyer in it, whose firm reads the case when the worker consents. */
  readonly lawyer?: string;
  readonly applicants: readonly DemoApplicant[];
  readonly respondent: { readonly key: string; readonly nameZh: string; readonly industry: string; readonly ownership: string };
  readonly kind: string;
  readonly claimFen: number;
  readonly period: readonly [from: string, to: string];
  readonly ground: string;
  readonly knewOn: string;
  readonly terminatedOn?: string;
  readonly events?: readonly { readonly kind: string; readonly on: string }[];
  readonly source?: string;
  /** How many workers the wrong touches, where that was told. */
  readonly headcountAffected?: number;
  readonly extensionDays?: number;
  /** Fen of each term of the agreement, and what was paid of each. */
  readonly terms?: readonly number[];
  readonly paid?: readonly number[];
  /** Days from receipt to the due day of every term, where it is not 30, 60, 90. */
  readonly dueAfter?: number;
  readonly closedAfter?: number;
  readonly confirmation?: { readonly route: 'ARBITRATION_REVIEW' | 'JUDICIAL'; readonly result?: 'CONFIRMED' | 'REFUSED' };
}

/** A civil day some days later. */
export function dayFrom(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** Ten in the morning in Beijing, some days after a day. */
export const instant = (day: string, days: number): string => `${dayFrom(day, days)}T10:00:00+08:00`;

const firmOf = (key: string) => {
  const firm = ENTERPRISES.find((enterprise) => enterprise.key === key);
  if (!firm) throw new Error(`The demo data has no enterprise "${key}".`);
  return { key, nameZh: firm.nameZh, industry: firm.industry, ownership: firm.ownership };
};

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范';
/** A worker without a record; the names are made up. */
const nameless = (n: number): DemoApplicant => ({ nameZh: `${SURNAMES[n % SURNAMES.length]}某${n}` });
/** A worker of whom the demo data has a record but no login; a party has the name that the record has. */
function filler(n: number): DemoApplicant {
  const key = `filler-${n}`;
  const record = WORKERS.find((one) => one.key === key);
  if (!record) throw new Error(`The demo data has no worker "${key}".`);
  return { personId: record.id, nameZh: record.nameZh };
}
const worker = (login: string): DemoApplicant => ({ personId: personId(login), nameZh: person(login).nameZh });

type Given = Partial<Omit<DemoCase, 'applicants' | 'respondent'>> & Pick<DemoCase, 'key' | 'status' | 'received'>;

const wages = (applicant: DemoApplicant | readonly DemoApplicant[], firm: string, given: Given): DemoCase => ({
  org: 'room-panjiayuan',
  districtCode: '110105',
  mediator: 'sun-li',
  kind: 'WAGES',
  claimFen: 600_000,
  period: ['2013-06-01', '2013-08-31'],
  ground: '拖欠2013年6月至8月工资',
  knewOn: '2013-09-01',
  terminatedOn: '2013-08-31',
  applicants: Array.isArray(applicant) ? applicant : [applicant as DemoApplicant],
  respondent: firmOf(firm),
  ...given,
});

const DONGHUAMEN = { org: 'room-donghuamen', districtCode: '110101', mediator: 'tang-jun' } as const;
const JIANWAI = { org: 'room-jianwai' } as const;
/** J-18: 46 workers, of whom those with a record have no dispute with another employer. */
const COLLECTIVE = Array.from(
  { length: 46 },
  (_, at): DemoApplicant => ({ ...(at < 5 ? filler(at + 26) : nameless(at)), elected: at < 4 }),
);

/** A case in every state of domain rule 2.2.2, and those at the edges of its deadlines. Today is 2013-10-19. */
export const DEMO_CASES: readonly DemoCase[] = [
  wages(filler(1), 'restaurant', { key: 'received', status: 'RECEIVED', received: '2013-10-18' }),
  wages(filler(2), 'tailor', {
    key: 'not-accepted',
    status: 'NOT_ACCEPTED',
    received: '2013-10-08',
    kind: 'CONTRACT',
    closedAfter: 2,
  }),
  wages(filler(3), 'print-shop', { key: 'accepted', status: 'ACCEPTED', received: '2013-10-15', ...JIANWAI }),
  wages(worker('zhang-haiyan'), 'restaurant', {
    key: 'assigned',
    status: 'ASSIGNED',
    received: '2013-10-14',
    lawyer: 'zhou-ming',
  }),
  wages(filler(4), 'tailor', {
    key: 'in-mediation',
    status: 'IN_MEDIATION',
    received: '2013-10-11',
    ...DONGHUAMEN,
    lawyer: 'zhou-ming',
  }),
  wages(filler(5), 'print-shop', { key: 'day-15', status: 'IN_MEDIATION', received: '2013-10-04', lawyer: 'han-bing' }),
  wages(filler(6), 'tailor', { key: 'day-16', status: 'IN_MEDIATION', received: '2013-10-03' }),
  wages(filler(7), 'restaurant', { key: 'agreed', status: 'AGREED', received: '2013-10-09', terms: [600_000] }),
  wages(filler(8), 'print-shop', { key: 'effective', status: 'EFFECTIVE', received: '2013-10-08', terms: [300_000, 300_000] }),
  wages(filler(9), 'tailor', {
    key: 'confirming',
    status: 'CONFIRMING',
    received: '2013-10-06',
    terms: [600_000],
    confirmation: { route: 'ARBITRATION_REVIEW' },
    ...DONGHUAMEN,
  }),
  wages(filler(10), 'restaurant', {
    key: 'confirmed',
    status: 'CONFIRMED',
    received: '2013-09-23',
    terms: [300_000, 300_000],
    paid: [300_000],
    dueAfter: 60,
    confirmation: { route: 'JUDICIAL', result: 'CONFIRMED' },
  }),
  wages(filler(11), 'print-shop', {
    key: 'refused',
    status: 'REFUSED',
    received: '2013-09-10',
    terms: [600_000],
    closedAfter: 25,
    confirmation: { route: 'JUDICIAL', result: 'REFUSED' },
  }),
  wages(worker('ma-qiang'), 'precision', {
    key: 'performed',
    status: 'PERFORMED',
    received: '2013-09-02',
    kind: 'OVERTIME',
    ground: '拖欠加班费',
    terms: [600_000],
    paid: [600_000],
    org: 'committee-precision',
    districtCode: '110106',
  }),
  wages(filler(12), 'tailor', { key: 'breached', status: 'BREACHED', received: '2013-09-04', terms: [600_000], ...JIANWAI }),
  wages(filler(13), 'restaurant', {
    key: 'overdue',
    status: 'EFFECTIVE',
    received: '2013-09-16',
    terms: [600_000],
    dueAfter: 30,
  }),
  wages(filler(14), 'print-shop', {
    key: 'payment-order',
    status: 'PAYMENT_ORDER',
    received: '2013-08-12',
    period: ['2013-05-01', '2013-07-31'],
    terminatedOn: '2013-07-31',
    knewOn: '2013-08-01',
    terms: [600_000],
  }),
  wages(filler(15), 'tailor', {
    key: 'enforcement',
    status: 'ENFORCEMENT',
    received: '2013-08-05',
    period: ['2013-05-01', '2013-07-31'],
    terminatedOn: '2013-07-31',
    knewOn: '2013-08-01',
    terms: [600_000],
    confirmation: { route: 'JUDICIAL', result: 'CONFIRMED' },
  }),
  wages(filler(16), 'restaurant', { key: 'failed', status: 'FAILED', received: '2013-09-17', closedAfter: 14, ...DONGHUAMEN }),
  wages(filler(17), 'print-shop', { key: 'to-arbitration', status: 'TO_ARBITRATION', received: '2013-09-12' }),
  wages(filler(18), 'tailor', {
    key: 'awarded',
    status: 'AWARDED',
    received: '2013-07-22',
    period: ['2013-04-01', '2013-06-30'],
    terminatedOn: '2013-06-30',
    knewOn: '2013-07-01',
  }),
  wages(filler(19), 'restaurant', {
    key: 'litigation',
    status: 'LITIGATION',
    received: '2013-07-08',
    period: ['2013-04-01', '2013-06-30'],
    terminatedOn: '2013-06-30',
    knewOn: '2013-07-01',
  }),
  wages(filler(20), 'print-shop', {
    key: 'closed',
    status: 'CLOSED',
    received: '2013-06-03',
    period: ['2013-03-01', '2013-05-31'],
    terminatedOn: '2013-05-31',
    knewOn: '2013-06-01',
    closedAfter: 80,
  }),
  wages(filler(21), 'tailor', { key: 'withdrawn', status: 'WITHDRAWN', received: '2013-10-10', closedAfter: 3 }),
  wages(filler(22), 'trading', {
    key: 'one-year',
    status: 'RECEIVED',
    received: '2013-10-18',
    kind: 'COMPENSATION',
    ground: '未支付解除合同经济补偿',
    period: ['2012-10-19', '2012-10-19'],
    knewOn: '2012-10-19',
    terminatedOn: '2012-10-19',
  }),
  wages(filler(23), 'trading', {
    key: 'one-year-and-a-day',
    status: 'RECEIVED',
    received: '2013-10-18',
    kind: 'COMPENSATION',
    ground: '未支付解除合同经济补偿',
    period: ['2012-10-18', '2012-10-18'],
    knewOn: '2012-10-18',
    terminatedOn: '2012-10-18',
  }),
  wages(filler(24), 'print-shop', {
    key: 'court-delegated',
    status: 'IN_MEDIATION',
    received: '2013-09-25',
    source: 'COURT_DELEGATED',
    extensionDays: 5,
    org: 'district-110105',
  }),
  wages(COLLECTIVE, 'logistics', {
    key: 'collective',
    status: 'ACCEPTED',
    received: '2013-10-17',
    source: 'STATION',
    headcountAffected: 46,
    claimFen: 20_700_000,
    ground: '46名职工被拖欠2013年6月至8月工资',
    org: 'district-110112',
    districtCode: '110112',
  }),
  wages(filler(25), 'taxi', {
    key: 'promised',
    status: 'ACCEPTED',
    received: '2013-10-16',
    kind: 'INJURY_MEDICAL',
    ground: '工伤医疗费未报销',
    claimFen: 230_000,
    period: ['2012-08-01', '2012-08-31'],
    knewOn: '2012-09-01',
    events: [{ kind: 'PROMISED', on: '2013-03-15' }],
    org: 'district-110113',
    districtCode: '110113',
    mediator: 'sun-li',
  }),
];
