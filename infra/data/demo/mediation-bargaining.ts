import { id } from '../ids.ts';
import { ENTERPRISES, employersOf, enterpriseId } from './enterprises.ts';
import type { Table } from './index.ts';
import { contractEmployerRows, contractRows } from './mediation-contracts.ts';
import { person, personId } from './persons.ts';
import { unionId, unionPath } from './unions.ts';

type Row = Readonly<Record<string, unknown>>;

const roundId = (key: string): string => id('bargaining-round', key);
const instructorId = (login: string): string => id('wage-instructor', login);

const instructor = (login: string, districtCode: string): Row => ({
  id: instructorId(login),
  person_id: personId(login),
  name_zh: person(login).nameZh,
  district_code: districtCode,
  appointed_on: '2012-10-01',
  term_to: '2015-02-28',
});

/** Standards by which agreements on wages are measured; the amounts are made up. */
const standard = (kind: string, scope: string, value: Row): Row => ({
  kind,
  scope,
  value_fen: null,
  value_bp: null,
  ...value,
  effective_from: '2013-01-01',
  source_ref: '演示数据',
});
export const standardRows: readonly Row[] = [
  standard('INDUSTRY_WAGE_MONTH', '北京市', { value_fen: 220_000n }),
  standard('INDUSTRY_WAGE_MONTH', 'SERVICES', { value_fen: 200_000n }),
  standard('INDUSTRY_WAGE_MONTH', 'TRANSPORT', { value_fen: 260_000n }),
  standard('WAGE_GROWTH_LINE', '北京市', { value_bp: 450 }),
  standard('WAGE_GROWTH_LINE', 'SERVICES', { value_bp: 500 }),
];

interface Round {
  readonly key: string;
  readonly kind: string;
  readonly union: string;
  readonly employers: readonly string[];
  readonly industry: string;
  readonly topic: string;
  readonly noticedOn: string;
  readonly replyDueOn: string;
  readonly repliedOn?: string;
  readonly status: string;
  readonly instructor?: string;
  readonly draft?: { readonly on: string; readonly from: string; readonly to: string; readonly growthBp: number };
}

/**
 * The area round of 14 firms and 88 workers whose contract is filed; one whose twenty days are over on the day before; one that the congress
 * passed with 120 of 180 present and 90 who consented; and one with 89, which is negotiated on (6.2).
 */
const ROUNDS: readonly Round[] = [
  {
    key: 'panjiayuan-area',
    kind: 'AREA',
    union: 'joint-panjiayuan',
    employers: employersOf('joint-panjiayuan'),
    industry: 'SERVICES',
    topic: '潘家园社区小企业职工工资调整',
    noticedOn: '2013-08-26',
    replyDueOn: '2013-09-16',
    repliedOn: '2013-09-02',
    status: 'FILED',
    instructor: 'wu-gang',
    draft: { on: '2013-09-25', from: '2013-11-01', to: '2014-10-31', growthBp: 850 },
  },
  {
    key: 'print-shop-silent',
    kind: 'COLLECTIVE',
    union: 'joint-jianwai',
    employers: ['print-shop'],
    industry: 'SERVICES',
    topic: '劳动条件集体合同',
    noticedOn: '2013-09-28',
    replyDueOn: '2013-10-18',
    status: 'NOTICED',
  },
  {
    key: 'taxi-2014',
    kind: 'WAGE_SPECIAL',
    union: 'ent-taxi',
    employers: ['taxi'],
    industry: 'TRANSPORT',
    topic: '2014年度工资调整',
    noticedOn: '2013-09-02',
    replyDueOn: '2013-09-22',
    repliedOn: '2013-09-05',
    status: 'PASSED',
    draft: { on: '2013-10-08', from: '2014-01-01', to: '2014-12-31', growthBp: 780 },
  },
  {
    key: 'baic-2014',
    kind: 'WAGE_SPECIAL',
    union: 'ent-baic-shunyi',
    employers: ['baic'],
    industry: 'INDUSTRY_DEFENCE',
    topic: '2014年度工资调整',
    noticedOn: '2013-09-03',
    replyDueOn: '2013-09-23',
    repliedOn: '2013-09-06',
    status: 'NEGOTIATING',
    draft: { on: '2013-10-09', from: '2014-01-01', to: '2014-12-31', growthBp: 600 },
  },
];

const roundRow = (one: Round): Row => ({
  id: roundId(one.key),
  kind: one.kind,
  initiator: 'WORKERS',
  workers_side_id: unionId(one.union),
  scope_path: unionPath(one.union),
  district_code: /^\/city\/(\d{6})\//.exec(unionPath(one.union))?.[1] ?? null,
  industry: one.industry,
  topic: one.topic,
  noticed_on: one.noticedOn,
  reply_due_on: one.replyDueOn,
  replied_on: one.repliedOn ?? null,
  refused_on: null,
  refusal_reason: null,
  resume_on: null,
  status: one.status,
  instructor_id: one.instructor ? instructorId(one.instructor) : null,
  draft_no: one.draft ? 1 : 0,
  signing_no: 1,
  drafted_on: one.draft?.on ?? null,
  term_from: one.draft?.from ?? null,
  term_to: one.draft?.to ?? null,
  text_ref: one.draft ? `草案-${one.key}` : null,
  has_wage_terms: one.draft ? true : null,
  wage_growth_bp: one.draft?.growthBp ?? null,
  renews_id: null,
  version: 1,
});

const employerRows: readonly Row[] = ROUNDS.flatMap((round) =>
  round.employers.map((key) => ({
    round_id: roundId(round.key),
    enterprise_id: enterpriseId(key),
    kind: round.kind,
    answer: round.repliedOn ? 'ACCEPTED' : null,
    answered_on: round.repliedOn ?? null,
    paper_ref: round.repliedOn && round.instructor ? '书面答复' : null,
    answered_by: round.repliedOn ? `person:${personId('wu-gang')}` : null,
    workers: round.repliedOn ? ENTERPRISES.find((one) => one.key === key)?.headcount : null,
    is_open: round.status !== 'FILED',
  })),
);

interface Named {
  readonly nameZh: string;
  readonly login?: string;
  readonly outsider?: boolean;
}

const side = (round: string, name: 'WORKERS' | 'EMPLOYER', named: readonly Named[]): Row[] =>
  named.map(({ nameZh, login, outsider = false }, position) => ({
    id: id('round-rep', `${round}-${name}-${position}`),
    round_id: roundId(round),
    side: name,
    position,
    name_zh: nameZh,
    person_id: login ? personId(login) : null,
    chief: position === 0,
    outsider,
    paper_ref: null,
    is_current: true,
  }));

const repRows: readonly Row[] = [
  ...side('panjiayuan-area', 'WORKERS', [
    { nameZh: '陈晓梅', login: 'chen-xiaomei' },
    { nameZh: '柳叶' },
    { nameZh: '康乐', outsider: true },
  ]),
  ...side('panjiayuan-area', 'EMPLOYER', [{ nameZh: '金平', login: 'jin-ping' }, { nameZh: '乔木' }, { nameZh: '向阳' }]),
  ...side('taxi-2014', 'WORKERS', [{ nameZh: '路遥' }, { nameZh: '车前' }, { nameZh: '安途' }]),
  ...side('taxi-2014', 'EMPLOYER', [{ nameZh: '程远' }, { nameZh: '业成' }, { nameZh: '简明' }]),
  ...side('baic-2014', 'WORKERS', [{ nameZh: '齐心' }, { nameZh: '严谨' }, { nameZh: '成钢' }]),
  ...side('baic-2014', 'EMPLOYER', [{ nameZh: '方正' }, { nameZh: '祁连' }, { nameZh: '尚德' }]),
];

const check = (kind: string, measured: bigint, threshold: bigint, base: bigint | null = null): Row => ({
  id: id('guarantee-check', `panjiayuan-area-${kind}`),
  round_id: roundId('panjiayuan-area'),
  draft_no: 1,
  kind,
  result: 'PASS',
  measured_fen: measured,
  base_fen: base,
  threshold_fen: threshold,
  evidence_ref: '工资发放表-2013-09',
  recorded_by: personId('wu-gang'),
  recorded_at: '2013-09-26T10:00:00+08:00',
});

const vote = (round: string, heldOn: string, [total, present, consent]: readonly [number, number, number]): Row => ({
  id: id('congress-vote', round),
  round_id: roundId(round),
  draft_no: 1,
  held_on: heldOn,
  total,
  present,
  consent,
  passed: present * 3 >= total * 2 && consent * 2 >= total,
  recorded_by: 'union',
  recorded_at: `${heldOn}T16:00:00+08:00`,
});

const signature = (name: string): Row => ({
  round_id: roundId('panjiayuan-area'),
  draft_no: 1,
  signing_no: 1,
  side: name,
  rep_id: id('round-rep', `panjiayuan-area-${name}-0`),
  recorded_by: `person:${personId(name === 'WORKERS' ? 'chen-xiaomei' : 'jin-ping')}`,
  signed_at: '2013-10-10T15:00:00+08:00',
});

/** Rounds of bargaining with all that led to their contracts, in the order of their foreign keys. */
export const bargainingTables: readonly Table[] = [
  { table: 'labour_standard', rows: standardRows },
  { table: 'wage_instructor', rows: [instructor('wu-gang', '110105'), instructor('qin-hai', '110101')] },
  { table: 'bargaining_round', rows: ROUNDS.map(roundRow) },
  { table: 'round_employer', rows: employerRows },
  { table: 'round_rep', rows: repRows },
  {
    table: 'instructor_assignment',
    rows: [
      {
        id: id('instructor-assignment', 'panjiayuan-area'),
        instructor_id: instructorId('wu-gang'),
        round_id: roundId('panjiayuan-area'),
        assigned_on: '2013-08-27',
        ended_on: null,
      },
    ],
  },
  {
    table: 'guarantee_check',
    rows: [
      check('MINIMUM_WAGE', 150_000n, 140_000n),
      check('LABOUR_QUOTA', 205_000n, 200_000n),
      check('GROWTH_LINE', 217_000n, 210_000n, 200_000n),
    ],
  },
  {
    table: 'congress_vote',
    rows: [
      vote('panjiayuan-area', '2013-10-08', [88, 80, 76]),
      vote('taxi-2014', '2013-10-16', [180, 120, 90]),
      vote('baic-2014', '2013-10-17', [180, 120, 89]),
    ],
  },
  { table: 'round_signature', rows: [signature('WORKERS'), signature('EMPLOYER')] },
  { table: 'collective_contract', rows: contractRows },
  { table: 'collective_contract_employer', rows: contractEmployerRows },
];
