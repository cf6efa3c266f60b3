import { id } from '../ids.ts';
import { UNIONS, unionId, unionPath } from './unions.ts';

/** Running money of 2013 by joint union; the one of Donghuamen lacks a fen (S-32). */
const FUNDED: Readonly<Record<string, string>> = {
  'joint-panjiayuan': '300000',
  'joint-jianwai': '320000',
  'joint-donghuamen': '299999',
  'joint-huairou': '450000',
  'joint-miyun': '300000',
};

/** What organisation told mediation of unions: that all of them work. */
export const knownUnionRows = UNIONS.map(({ key }) => ({
  union_id: unionId(key),
  scope_path: unionPath(key),
  has_ended: false,
  seen_version: 1,
}));

/** What it told the fund of them. */
export const unionStandingRows = UNIONS.map(({ key, kind }) => ({
  union_id: unionId(key),
  kind,
  has_ended: false,
  scope_path: unionPath(key),
  seen_version: 1,
}));

/** What the fund allocated. */
export const budgetAllocationRows = Object.entries(FUNDED).map(([union, amount]) => ({
  id: id('budget-allocation', `${union}-2013`),
  union_id: unionId(union),
  year: 2013,
  purpose: 'JOINT_UNION_RUNNING',
  amount_fen: amount,
  version: 1,
}));

/** What it told of that. */
export const runningFundRows = budgetAllocationRows.map(({ id: allocation_id, purpose: _, ...told }) => ({
  allocation_id,
  ...told,
}));

const ALL = [
  'POLICY_PUBLICITY',
  'GRID_LINKAGE',
  'ORGANISING',
  'INFORMATION',
  'HARDSHIP',
  'WAGE_BARGAINING',
  'MEDIATION',
  'CULTURE',
] as const;

/** Functions that each joint union does not have (yet). */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'joint-panjiayuan': [],
  'joint-jianwai': ['GRID_LINKAGE', 'WAGE_BARGAINING', 'MEDIATION'],
  'joint-donghuamen': ['WAGE_BARGAINING'],
  'joint-huairou': ['GRID_LINKAGE'],
  'joint-miyun': ['GRID_LINKAGE', 'WAGE_BARGAINING', 'MEDIATION', 'CULTURE'],
};

export const unionFunctionRows = Object.entries(WITHOUT).flatMap(([union, without]) =>
  ALL.map((code) => ({ union_id: unionId(union), code, active: !without.includes(code) })),
);

const NOTES: Readonly<Record<(typeof ALL)[number], string>> = {
  POLICY_PUBLICITY: '劳动合同法咨询日',
  GRID_LINKAGE: '与社区网格员碰头',
  ORGANISING: '走访沿街商户动员入会',
  INFORMATION: '上门采集小微企业信息',
  HARDSHIP: '节前走访困难职工',
  WAGE_BARGAINING: '餐饮业区域工资协商准备会',
  MEDIATION: '律师值班接待',
  CULTURE: '社区职工趣味运动会',
};

/** One activity of each function on the list, in the months before. */
export const unionActivityRows = unionFunctionRows
  .filter(({ active }) => active)
  .map(({ union_id, code }, at) => ({
    id: id('union-activity', `${union_id}-${code}`),
    union_id,
    code,
    held_on: `2013-0${1 + (at % 9)}-12`,
    note: NOTES[code],
    recorded_by_id: null,
  }));
