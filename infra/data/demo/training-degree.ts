import { id } from '../ids.ts';
import { enterpriseId } from './enterprises.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';
import { unionId } from './unions.ts';

type Status =
  | 'NOMINATED'
  | 'INELIGIBLE'
  | 'ELIGIBLE'
  | 'EXAM_REGISTERED'
  | 'SCORE_FAILED'
  | 'SCORE_PASSED'
  | 'ENROLLED'
  | 'STUDYING'
  | 'DISMISSED';

interface Seed {
  readonly worker: string;
  readonly employer: string;
  readonly examYear: number;
  readonly status: Status;
  readonly score?: number;
  /** What sponsors pay, from which day on, and since when they study. */
  readonly sponsored?: {
    readonly status: string;
    readonly approvedOn: string;
    readonly firstDueOn: string;
    readonly startsOn?: string;
  };
}

const LINES: Readonly<Record<number, number>> = { 2011: 130, 2012: 135, 2013: 140 };

/** 刘小军 reached the line of 2013 with 146, 吴大勇 missed it by one point; the others are invented to stand in each state. */
const APPLICATIONS: readonly Seed[] = [
  { worker: 'liu-xiaojun', employer: 'survey', examYear: 2013, status: 'SCORE_PASSED', score: 146 },
  { worker: 'wu-dayong', employer: 'survey', examYear: 2013, status: 'SCORE_FAILED', score: 139 },
  { worker: 'filler-1', employer: 'print-shop', examYear: 2014, status: 'NOMINATED' },
  { worker: 'filler-3', employer: 'print-shop', examYear: 2014, status: 'INELIGIBLE' },
  { worker: 'filler-4', employer: 'print-shop', examYear: 2014, status: 'ELIGIBLE' },
  { worker: 'filler-5', employer: 'print-shop', examYear: 2013, status: 'EXAM_REGISTERED' },
  {
    worker: 'filler-7',
    employer: 'print-shop',
    examYear: 2011,
    status: 'STUDYING',
    score: 152,
    sponsored: { status: 'ACTIVE', approvedOn: '2012-03-01', firstDueOn: '2013-03-01', startsOn: '2012-03-03' },
  },
  {
    worker: 'filler-8',
    employer: 'print-shop',
    examYear: 2012,
    status: 'STUDYING',
    score: 141,
    sponsored: { status: 'ACTIVE', approvedOn: '2013-03-01', firstDueOn: '2013-03-02', startsOn: '2013-03-02' },
  },
  {
    worker: 'filler-22',
    employer: 'print-shop',
    examYear: 2011,
    status: 'DISMISSED',
    score: 133,
    sponsored: { status: 'STOPPED', approvedOn: '2012-03-01', firstDueOn: '2013-03-01', startsOn: '2012-03-03' },
  },
  {
    worker: 'filler-23',
    employer: 'print-shop',
    examYear: 2012,
    status: 'ENROLLED',
    score: 137,
    sponsored: { status: 'APPROVED', approvedOn: '2013-09-02', firstDueOn: '2014-03-01' },
  },
];

const ORDER: readonly Status[] = ['NOMINATED', 'ELIGIBLE', 'EXAM_REGISTERED', 'SCORE_PASSED', 'ENROLLED', 'STUDYING'];
/** How far somebody came, whatever became of them there. */
const REACHED: Partial<Record<Status, Status>> = { INELIGIBLE: 'ELIGIBLE', SCORE_FAILED: 'SCORE_PASSED', DISMISSED: 'STUDYING' };

const VERSIONS: Readonly<Record<Status, number>> = {
  NOMINATED: 1,
  INELIGIBLE: 2,
  ELIGIBLE: 2,
  EXAM_REGISTERED: 3,
  SCORE_PASSED: 4,
  SCORE_FAILED: 4,
  ENROLLED: 6,
  STUDYING: 7,
  DISMISSED: 8,
};

/** Joint unions are from November 2012. Who was nominated before was at the factory then, whose union did it. */
const BEFORE_JOINT_UNIONS = { unionId: unionId('ent-precision'), employer: 'precision' } as const;
const FIRST_YEAR_OF_JOINT_UNIONS = 2013;

const DISMISSED_BECAUSE = '2012—2013学年第二学期无故缺勤4次';

function application({ worker, employer, examYear, status, score, sponsored }: Seed, at: number) {
  const hasReached = (state: Status): boolean => ORDER.indexOf(REACHED[status] ?? status) >= ORDER.indexOf(state);
  const nominatedOn = examYear === 2014 ? '2013-10-14' : `${examYear}-06-18`;
  const checkedOn = examYear === 2014 ? '2013-10-16' : `${examYear}-06-25`;
  const scopePath = pathOf(worker);
  const isEarly = examYear < FIRST_YEAR_OF_JOINT_UNIONS;
  const byOfficer = !isEarly && scopePath === pathOf('filler-1');
  return {
    id: id('degree-application', worker),
    member_id: personId(worker),
    programme_id: id('degree-programme', 'administration'),
    exam_year: examYear,
    union_id: isEarly ? BEFORE_JOINT_UNIONS.unionId : scopePath.split('/').at(-2),
    nominated_by: byOfficer ? personId('chen-xiaomei') : id('person', `officer of ${worker}`),
    nominated_on: nominatedOn,
    employer_id: enterpriseId(isEarly ? BEFORE_JOINT_UNIONS.employer : employer),
    agricultural_hukou: status !== 'INELIGIBLE',
    education: 'HIGH_SCHOOL',
    contract_from: '2010-03-01',
    contract_to: null,
    status,
    ...(hasReached('ELIGIBLE')
      ? { checked_by: personId('shen-ping'), checked_at: `${checkedOn}T10:00:00+08:00`, rule_code: 'DEGREE-2011' }
      : {}),
    reasons: status === 'INELIGIBLE' ? ['The plan is for migrant workers with an agricultural household registration.'] : [],
    exam_no: hasReached('EXAM_REGISTERED') ? `${String(examYear).slice(2)}1101050${String(100 + at)}` : null,
    exam_score: score ?? null,
    score_line: score === undefined ? null : LINES[examYear],
    ...(sponsored ? { admitted_by: personId('pei-shuhua'), admitted_at: `${examYear + 1}-02-20T10:00:00+08:00` } : {}),
    student_no: sponsored ? `${examYear + 1}01${String(10 + at)}` : null,
    starts_on: sponsored?.startsOn ?? null,
    ...(status === 'DISMISSED' ? { ended_on: '2013-07-07', ended_because: DISMISSED_BECAUSE } : {}),
    scope_path: scopePath,
    version: VERSIONS[status],
  };
}

/** Whose names the university reads: those it admitted, while their studies last. */
export const studentLists = APPLICATIONS.filter(({ status }) => status === 'ENROLLED' || status === 'STUDYING').map(
  ({ worker }) => ({
    applicationId: id('degree-application', worker),
    memberId: personId(worker),
  }),
);

type Sponsored = Seed & Required<Pick<Seed, 'sponsored'>>;
const SPONSORED = APPLICATIONS.filter((seed): seed is Sponsored => seed.sponsored !== undefined);

const sponsorships = SPONSORED.map(({ worker, sponsored: { status, approvedOn } }) => ({
  id: id('sponsorship', worker),
  member_id: personId(worker),
  application_id: id('degree-application', worker),
  total_fen: 600_000,
  share_bp: 10_000,
  status,
  approved_by: personId('shen-ping'),
  approved_at: approvedOn,
  stopped_because: status === 'STOPPED' ? DISMISSED_BECAUSE : null,
  scope_path: pathOf(worker),
  version: status === 'APPROVED' ? 2 : 3,
}));

const PARTS = [0, 1, 2] as const;
export const INSTALMENT_FEN = 200_000;
const instalmentId = (worker: string, part: number): string => id('sponsorship-instalment', `${worker} ${part}`);

/** The parts that the fund has paid: the first of each who studied in March 2013. */
export const PAID_INSTALMENTS = SPONSORED.filter(({ sponsored }) => sponsored.startsOn !== undefined).map(({ worker }) => ({
  worker,
  id: instalmentId(worker, 0),
  sponsorshipId: id('sponsorship', worker),
  payout: `instalment-${worker}`,
  askedOn: '2013-03-04',
  paidAt: '2013-03-06T10:20:00+08:00',
}));

const instalments = SPONSORED.flatMap(({ worker, sponsored: { status, firstDueOn } }) =>
  PARTS.map((part) => {
    const paid = part === 0 ? PAID_INSTALMENTS.find((one) => one.worker === worker) : undefined;
    return {
      id: instalmentId(worker, part),
      sponsorship_id: id('sponsorship', worker),
      position: part + 1,
      due_on: `${Number(firstDueOn.slice(0, 4)) + part}${firstDueOn.slice(4)}`,
      amount_fen: INSTALMENT_FEN,
      ...(paid
        ? {
            status: 'PAID',
            released_by: personId('shen-ping'),
            released_at: `${paid.askedOn}T10:00:00+08:00`,
            disbursement_id: id('disbursement', paid.payout),
            disbursement_version: 5,
            paid_at: paid.paidAt,
            version: 3,
          }
        : { status: status === 'STOPPED' ? 'CANCELLED' : 'PLANNED', version: status === 'STOPPED' ? 2 : 1 }),
    };
  }),
);

/** Applications for the degree plan in each of its states, and what sponsors pay. */
export const degreePlan: readonly Table[] = [
  { table: 'degree_application', rows: APPLICATIONS.map(application) },
  { table: 'sponsorship', rows: sponsorships },
  { table: 'sponsorship_instalment', rows: instalments },
];
