import { coreHash, nameHash } from '@union-graph/subgraph';
import { id } from '../ids.ts';
import { ENTERPRISES, enterpriseId } from './enterprises.ts';
import { unionId, unionPath } from './unions.ts';

/** What the organisation has told of employers. */
export const employerPlaceRows = ENTERPRISES.map(({ key, nameZh, headcount, districtCode, aboveScale, affiliation }) => ({
  enterprise_id: enterpriseId(key),
  district_code: districtCode,
  union_id: affiliation && affiliation.until === undefined ? unionId(affiliation.union) : null,
  above_scale: aboveScale,
  headcount,
  seen_version: 1,
  name_hash: nameHash(nameZh),
  core_hash: coreHash(nameZh),
}));

interface Contract {
  readonly key: string;
  readonly kind: string;
  readonly union: string;
  readonly employers: readonly string[];
  readonly workers: number;
  readonly signedOn: string;
  readonly filedOn: string;
  readonly objectionBy: string;
  readonly termFrom: string;
  readonly termTo: string;
  readonly objection?: string;
}

/** Contracts in force, one that waits for its fifteen days, and one that the labour authority objected to. */
const CONTRACTS: readonly Contract[] = [
  {
    key: 'baic-2012',
    kind: 'COLLECTIVE',
    union: 'ent-baic-shunyi',
    employers: ['baic'],
    workers: 4_980,
    signedOn: '2012-12-10',
    filedOn: '2012-12-18',
    objectionBy: '2013-01-04',
    termFrom: '2013-01-01',
    termTo: '2015-12-31',
  },
  {
    key: 'rolling-mill-wages',
    kind: 'WAGE_SPECIAL',
    union: 'ent-shougang-rolling',
    employers: ['rolling-mill'],
    workers: 4_999,
    signedOn: '2012-12-20',
    filedOn: '2012-12-26',
    objectionBy: '2013-01-10',
    termFrom: '2013-01-01',
    termTo: '2013-12-31',
  },
  {
    key: 'panjiayuan-area',
    kind: 'AREA',
    union: 'joint-panjiayuan',
    employers: ['grocery', 'flower-shop'],
    workers: 2,
    signedOn: '2013-10-10',
    filedOn: '2013-10-15',
    objectionBy: '2013-10-30',
    termFrom: '2013-11-01',
    termTo: '2014-10-31',
  },
  {
    key: 'taxi-wages',
    kind: 'WAGE_SPECIAL',
    union: 'ent-taxi',
    employers: ['taxi'],
    workers: 11_870,
    signedOn: '2012-12-24',
    filedOn: '2012-12-28',
    objectionBy: '2013-01-14',
    termFrom: '2013-01-01',
    termTo: '2013-12-31',
    objection: '未附职工代表大会决议',
  },
];

const contractId = (key: string): string => id('collective-contract', key);

export const contractRows = CONTRACTS.map(
  ({ key, kind, union, workers, signedOn, filedOn, objectionBy, termFrom, termTo, objection }) => ({
    id: contractId(key),
    kind,
    workers_side_id: unionId(union),
    workers_covered: workers,
    term_from: termFrom,
    term_to: termTo,
    signed_on: signedOn,
    filed_on: filedOn,
    objection_by: objectionBy,
    objection: objection ?? null,
    objected_on: objection ? '2013-01-07' : null,
    scope_path: unionPath(union),
    version: objection ? 2 : 1,
  }),
);

export const contractEmployerRows = CONTRACTS.flatMap(({ key, employers }) =>
  employers.map((employer) => ({ contract_id: contractId(key), enterprise_id: enterpriseId(employer) })),
);
