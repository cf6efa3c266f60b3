import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';

/** Programmes of the degree plan: five terms, 6,000 yuan; both majors are invented. */
const PROGRAMMES = [
  { key: 'administration', majorZh: '行政管理', lines: { 2011: 130, 2012: 135, 2013: 140 } },
  { key: 'marketing', majorZh: '市场营销', lines: { 2013: 140 } },
] as const;

const programmeId = (key: string): string => id('degree-programme', key);

export const programmes = PROGRAMMES.map(({ key, majorZh, lines }) => ({
  id: programmeId(key),
  institution_id: id('institution', 'radio-tv'),
  major_zh: majorZh,
  terms: 5,
  credits_required: 76,
  tuition_fen: 600_000,
  version: Object.keys(lines).length + 1,
}));

export const scoreLines = PROGRAMMES.flatMap(({ key, lines }) =>
  Object.entries(lines).map(([year, line]) => ({
    programme_id: programmeId(key),
    year: Number(year),
    line,
    set_by: personId('shen-ping'),
    set_at: new Date(`${year}-08-20T10:00:00+08:00`),
  })),
);

/** 刘小军 has 80 credits stored; 12 of them are asked to be converted. */
const HOLDER = 'liu-xiaojun';
const ENTRIES = [
  { key: 'survey', credits: 40, earnedAt: '2012-06-20', evidence: '测量员岗位业绩证明，北京建筑工程测量中心' },
  { key: 'self-study', credits: 28, earnedAt: '2013-03-15', evidence: '自学考试单科合格证书七门' },
  { key: 'safety', credits: 12, earnedAt: '2013-06-08', evidence: '安全生产知识竞赛结业证明' },
] as const;
const CONVERTED = 'safety';
const CONVERSION = id('credit-conversion', HOLDER);

const conversions = [
  {
    id: CONVERSION,
    member_id: personId(HOLDER),
    programme_id: programmeId('administration'),
    credits: 12,
    status: 'REQUESTED',
    requested_at: new Date('2013-10-14T20:00:00+08:00'),
    scope_path: pathOf(HOLDER),
  },
];

const entries = ENTRIES.map(({ key, credits, earnedAt, evidence }) => ({
  id: id('credit-entry', `${HOLDER} ${key}`),
  member_id: personId(HOLDER),
  institution_id: id('institution', 'radio-tv'),
  source: 'NON_FORMAL',
  credits,
  earned_on: earnedAt,
  ends_on: `${Number(earnedAt.slice(0, 4)) + 8}${earnedAt.slice(4)}`,
  evidence,
  status: key === CONVERTED ? 'RESERVED' : 'AVAILABLE',
  conversion_id: key === CONVERTED ? CONVERSION : null,
  deposited_by: personId('pei-shuhua'),
  deposited_at: new Date(`${earnedAt}T15:00:00+08:00`),
  scope_path: pathOf(HOLDER),
  version: key === CONVERTED ? 2 : 1,
}));

/** The degree plan's programmes and what is stored in the credit bank. */
export const credits: readonly Table[] = [
  { table: 'degree_programme', rows: programmes },
  { table: 'score_line', rows: scoreLines },
  { table: 'credit_conversion', rows: conversions },
  { table: 'credit_entry', rows: entries },
];
