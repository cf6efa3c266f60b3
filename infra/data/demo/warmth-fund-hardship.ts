import { identityHash, identityHashKey } from '@union-graph/identity';
import { id } from '../ids.ts';
import { identityNumber, WORKERS } from './organisation-workers.ts';
import { personId } from './persons.ts';
import { scopeOf } from './warmth-fund-people.ts';

/** The line of subsistence in 2013, in fen a month: 580 yuan. Nobody here stands for a real household. */
const LINE_FEN = 58_000;

/** A person of a household beside its head: the relation, the income in fen a month, the name and more. */
type Other = readonly [relation: string, nameZh: string, birthDate: string, incomeFen: number, more?: object];

interface Seed {
  readonly worker: string;
  readonly fileNo: string;
  readonly category: string | null;
  readonly causes: readonly string[];
  readonly headFen: number;
  readonly others: readonly Other[];
  readonly openedOn: string;
  readonly activeFrom: string | null;
  readonly more?: object;
}

const CHILD = (nameZh: string, birthDate: string, studentAt: string): Other => [
  'CHILD',
  nameZh,
  birthDate,
  0,
  { school_name: studentAt },
];

/** One file of each category, one household that has left hardship behind, and one that is a fen over the line for each person. */
const FILES: readonly Seed[] = [
  {
    worker: 'filler-3',
    fileNo: 'KN2013-00001',
    category: 'SUBSISTENCE',
    causes: ['ILLNESS', 'UNEMPLOYMENT'],
    headFen: 129_000,
    others: [
      ['SPOUSE', '示例配偶甲', '1975-04-12', 0, { health: 'SERIOUS_ILLNESS' }],
      CHILD('示例子女甲', '2003-09-02', '示例小学'),
    ],
    openedOn: '2013-03-01',
    activeFrom: '2013-03-20',
  },
  {
    worker: 'filler-14',
    fileNo: 'KN2013-00002',
    category: 'NEAR_SUBSISTENCE',
    causes: ['SCHOOLING'],
    headFen: 238_500,
    others: [['SPOUSE', '示例配偶乙', '1970-11-30', 0], CHILD('示例子女乙', '1995-06-18', '示例大学')],
    openedOn: '2013-05-02',
    activeFrom: '2013-05-16',
  },
  {
    worker: 'filler-5',
    fileNo: 'KN2013-00003',
    category: 'ACCIDENT',
    causes: ['ACCIDENT'],
    headFen: 224_000,
    others: [['PARENT', '示例父亲丙', '1948-01-25', 0]],
    openedOn: '2013-08-01',
    activeFrom: '2013-08-22',
    more: { evidence_ref: 'evidence/demo/accident-3' },
  },
  {
    worker: 'filler-16',
    fileNo: 'KN2012-00107',
    category: 'SUBSISTENCE',
    causes: ['UNEMPLOYMENT'],
    headFen: 102_000,
    others: [CHILD('示例子女丁', '1999-03-08', '示例中学')],
    openedOn: '2012-10-15',
    activeFrom: '2012-11-08',
    more: { status: 'EXITED', active_to: '2013-08-31', exit_reason: 'INCOME_ABOVE_LINE', version: 8 },
  },
  {
    worker: 'zhou-xiaoli',
    fileNo: 'KN2013-00004',
    category: null,
    causes: [],
    headFen: 174_003,
    others: [['SPOUSE', '示例配偶戊', '1974-02-17', 0], CHILD('示例子女戊', '2001-12-05', '示例小学')],
    openedOn: '2013-09-16',
    activeFrom: null,
    more: { status: 'REJECTED', note: '人均月收入58,001分，高于低保标准1分，且无其他致困原因', version: 2 },
  },
];

const householdId = (worker: string): string => id('household', worker);
const fileId = (worker: string): string => id('hardship-file', worker);
const hashKey = identityHashKey(process.env);
const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const householdRows = FILES.map(({ worker }) => ({
  id: householdId(worker),
  head_member_id: id('person', worker),
  district_code: scopeOf(worker).slice(6, 12),
  address: null,
  scope_path: scopeOf(worker),
  version: 1,
}));

export const householdMemberRows = FILES.flatMap(({ worker, headFen, others }, at) => {
  const place = WORKERS.findIndex(({ key }) => key === worker);
  const head = {
    id: id('household-member', `${worker}-0`),
    household_id: householdId(worker),
    member_id: id('person', worker),
    relation: 'SELF',
    identity_hash: identityHash(identityNumber(place), hashKey),
    birth_date: `${WORKERS[place]?.birthYear}-01-15`,
    monthly_income_fen: headFen,
  };
  const rest = others.map(([relation, nameZh, birthDate, incomeFen, more], nth) => ({
    id: id('household-member', `${worker}-${nth + 1}`),
    household_id: householdId(worker),
    name_zh: nameZh,
    relation,
    // Numbers from 800 on are no worker's.
    identity_hash: identityHash(identityNumber(800 + at * 10 + nth), hashKey),
    birth_date: birthDate,
    monthly_income_fen: incomeFen,
    ...more,
  }));
  return [head, ...rest];
});

export const hardshipFileRows = FILES.map(
  ({ worker, fileNo, category, causes, headFen, others, openedOn, activeFrom, more }) => ({
    id: fileId(worker),
    file_no: fileNo,
    head_member_id: id('person', worker),
    household_id: householdId(worker),
    category,
    causes,
    per_capita_monthly_fen: category && Math.floor(headFen / (1 + others.length)),
    line_fen: category && LINE_FEN,
    status: 'ACTIVE',
    opened_on: openedOn,
    opened_by: personId('chen-xiaomei'),
    income_proven_at: activeFrom && `${later(openedOn, 4)}T10:00:00+08:00`,
    approved_by: activeFrom && personId('guo-wei'),
    approved_at: activeFrom && `${activeFrom}T10:00:00+08:00`,
    active_from: activeFrom,
    active_to: null,
    review_due_on: activeFrom && !(more && 'status' in more) ? later(activeFrom, 365) : null,
    scope_path: scopeOf(worker),
    version: 6,
    ...more,
  }),
);

const ACTIVE = FILES.filter(({ activeFrom }) => activeFrom !== null);

export const homeVisitRows = ACTIVE.map(({ worker, openedOn }) => ({
  id: id('home-visit', worker),
  file_id: fileId(worker),
  visitor_ids: [personId('chen-xiaomei'), personId('peng-bo')],
  visited_at: later(openedOn, 3),
  findings: '入户核实，情况属实',
  recorded_by: personId('chen-xiaomei'),
}));

export const incomeEvidenceRows = householdMemberRows
  .filter(({ household_id }) => ACTIVE.some(({ worker }) => householdId(worker) === household_id))
  .map((member) => ({
    id: id('income-evidence', member.id),
    file_id: ACTIVE.map(({ worker }) => worker)
      .filter((worker) => householdId(worker) === member.household_id)
      .map(fileId)[0],
    earner_id: member.id,
    monthly_income_fen: member.monthly_income_fen,
    document: `evidence/demo/${member.id}`,
    submitted_by: personId('chen-xiaomei'),
    submitted_at: '2013-03-05T10:00:00+08:00',
  }));

/** Ten days before approval at the latest: five working days lie between. */
export const noticeRows = ACTIVE.map(({ worker, category, activeFrom }) => ({
  id: id('public-notice', worker),
  file_id: fileId(worker),
  from_day: later(activeFrom as string, -9),
  to_day: later(activeFrom as string, -1),
  masked_name: `${WORKERS.find(({ key }) => key === worker)?.nameZh.slice(0, 1)}**`,
  category,
}));
