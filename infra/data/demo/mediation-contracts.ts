import { coreHash, nameHash } from '@union-graph/subgraph';
import { id } from '../ids.ts';
import { ENTERPRISES, employersOf, enterpriseId } from './enterprises.ts';
import { UNIONS, unionId, unionPath } from './unions.ts';

const HEADCOUNT_AS_OF = '2013-09-30';

/** Whether a union is that of a bureau or group company, or stands right below one. */
const isOfBureau = (key: string | undefined): boolean => {
  const union = UNIONS.find((one) => one.key === key);
  const kinds = [union, UNIONS.find((one) => one.key === union?.parent)].map((one) => one?.kind);
  return kinds.includes('BUREAU_COMPANY_UNION');
};

/** What the organisation has told of employers. */
export const employerPlaceRows = ENTERPRISES.map(
  ({ key, nameZh, headcount, districtCode, aboveScale, affiliation, ownership, industry }) => ({
    enterprise_id: enterpriseId(key),
    district_code: districtCode,
    union_id: affiliation && affiliation.until === undefined ? unionId(affiliation.union) : null,
    above_scale: aboveScale,
    headcount,
    headcount_as_of: HEADCOUNT_AS_OF,
    of_bureau: affiliation?.until === undefined && isOfBureau(affiliation?.union),
    seen_version: 1,
    name_hash: nameHash(nameZh),
    core_hash: coreHash(nameZh),
    ownership,
    industry,
  }),
);

interface Contract {
  readonly key: string;
  readonly kind: 'COLLECTIVE' | 'WAGE_SPECIAL' | 'AREA';
  readonly union: string;
  /** Employers with the number of their workers that it covers; all of them where none is named. */
  readonly employers: readonly (readonly [key: string, workers?: number])[];
  readonly onWages?: boolean;
  readonly growthBp?: number;
  readonly signedOn: string;
  readonly fileBy: string;
  readonly filedOn: string;
  readonly objectionBy: string;
  readonly publishBy: string;
  readonly publishedOn?: string;
  readonly termFrom: string;
  readonly termTo: string;
  readonly renewalFrom: string;
  readonly objection?: string;
  /** The round that led to it, by its key. */
  readonly round?: string;
}

const wages = (year: number): Pick<Contract, 'kind' | 'termFrom' | 'termTo' | 'renewalFrom'> => ({
  kind: 'WAGE_SPECIAL',
  termFrom: `${year}-01-01`,
  termTo: `${year}-12-31`,
  renewalFrom: `${year}-11-02`,
});

/** Agreements of 2012 of sixteen firms by which wages grew 929 basis points (S-55), of 2013 in force, one that waits for its fifteen days, one objected to. */
const CONTRACTS: readonly Contract[] = [
  {
    ...wages(2012),
    key: 'rolling-mill-2012',
    union: 'ent-shougang-rolling',
    employers: [['rolling-mill', 4_000]],
    growthBp: 959,
    signedOn: '2011-12-12',
    fileBy: '2011-12-19',
    filedOn: '2011-12-15',
    objectionBy: '2011-12-30',
    publishBy: '2012-01-06',
    publishedOn: '2012-01-05',
  },
  {
    ...wages(2012),
    key: 'taxi-2012',
    union: 'ent-taxi',
    employers: [['taxi', 10_000]],
    growthBp: 917,
    signedOn: '2011-12-14',
    fileBy: '2011-12-21',
    filedOn: '2011-12-16',
    objectionBy: '2011-12-31',
    publishBy: '2012-01-06',
    publishedOn: '2012-01-05',
  },
  {
    ...wages(2012),
    key: 'panjiayuan-area-2012',
    kind: 'AREA',
    union: 'joint-panjiayuan',
    employers: employersOf('joint-panjiayuan').map((key) => [key] as const),
    onWages: true,
    growthBp: 929,
    signedOn: '2011-12-15',
    fileBy: '2011-12-26',
    filedOn: '2011-12-19',
    objectionBy: '2012-01-04',
    publishBy: '2012-01-16',
    publishedOn: '2012-01-09',
    renewalFrom: '2012-10-01',
  },
  {
    key: 'baic-2012',
    kind: 'COLLECTIVE',
    union: 'ent-baic-shunyi',
    employers: [['baic', 4_980]],
    signedOn: '2012-12-10',
    fileBy: '2012-12-20',
    filedOn: '2012-12-18',
    objectionBy: '2013-01-04',
    publishBy: '2013-01-15',
    publishedOn: '2013-01-08',
    termFrom: '2013-01-01',
    termTo: '2015-12-31',
    renewalFrom: '2015-10-01',
  },
  {
    ...wages(2013),
    key: 'rolling-mill-wages',
    union: 'ent-shougang-rolling',
    employers: [['rolling-mill', 4_999]],
    growthBp: 900,
    signedOn: '2012-12-20',
    fileBy: '2012-12-27',
    filedOn: '2012-12-26',
    objectionBy: '2013-01-10',
    publishBy: '2013-01-16',
    publishedOn: '2013-01-14',
  },
  {
    key: 'panjiayuan-area',
    kind: 'AREA',
    union: 'joint-panjiayuan',
    employers: employersOf('joint-panjiayuan').map((key) => [key] as const),
    onWages: true,
    growthBp: 850,
    signedOn: '2013-10-10',
    fileBy: '2013-10-21',
    filedOn: '2013-10-15',
    objectionBy: '2013-10-30',
    publishBy: '2013-11-11',
    termFrom: '2013-11-01',
    termTo: '2014-10-31',
    renewalFrom: '2014-08-01',
    round: 'panjiayuan-area',
  },
  {
    ...wages(2013),
    key: 'taxi-wages',
    union: 'ent-taxi',
    employers: [['taxi', 11_870]],
    signedOn: '2012-12-24',
    fileBy: '2012-12-31',
    filedOn: '2012-12-28',
    objectionBy: '2013-01-14',
    publishBy: '2013-01-21',
    objection: '未附职工代表大会决议',
  },
];

const contractId = (key: string): string => id('collective-contract', key);
const headcountOf = (key: string): number => ENTERPRISES.find((one) => one.key === key)?.headcount as number;
const workersOf = ([key, workers]: Contract['employers'][number]): number => workers ?? headcountOf(key);

export const contractRows = CONTRACTS.map((one) => ({
  id: contractId(one.key),
  kind: one.kind,
  round_id: one.round ? id('bargaining-round', one.round) : null,
  workers_side_id: unionId(one.union),
  workers_covered: one.employers.reduce((sum, employer) => sum + workersOf(employer), 0),
  has_wage_terms: one.kind === 'WAGE_SPECIAL' || (one.onWages ?? false),
  wage_growth_bp: one.growthBp ?? null,
  term_from: one.termFrom,
  term_to: one.termTo,
  signed_on: one.signedOn,
  file_by: one.fileBy,
  filed_on: one.filedOn,
  objection_by: one.objectionBy,
  objection: one.objection ?? null,
  objected_on: one.objection ? '2013-01-07' : null,
  publish_by: one.publishBy,
  published_on: one.publishedOn ?? null,
  published_in: one.publishedOn ? '厂务公开栏' : null,
  renewal_from: one.renewalFrom,
  scope_path: unionPath(one.union),
  version: one.objection ? 2 : 1,
}));

export const contractEmployerRows = CONTRACTS.flatMap(({ key, employers }) =>
  employers.map((employer) => ({
    contract_id: contractId(key),
    enterprise_id: enterpriseId(employer[0]),
    workers: workersOf(employer),
  })),
);

type Parts = readonly [numerator: number, denominator: number];

/** What mediation counts of these rows on a day: employers with a union and a contract, and of those above scale with one on wages. */
export function covered(on: string): { readonly all: Parts; readonly onWages: Parts } {
  const inForce = CONTRACTS.filter(
    ({ objection, objectionBy, termFrom, termTo }) => !objection && objectionBy < on && termFrom <= on && on <= termTo,
  );
  const employers = ENTERPRISES.filter(({ affiliation }) => affiliation !== null && affiliation.until === undefined);
  const has = (contracts: readonly Contract[], key: string): boolean =>
    contracts.some((one) => one.employers.some(([employer]) => employer === key));
  const onWages = inForce.filter(({ kind, onWages: terms }) => kind === 'WAGE_SPECIAL' || (kind === 'AREA' && terms));
  const large = employers.filter(({ aboveScale }) => aboveScale);
  return {
    all: [employers.filter(({ key }) => has(inForce, key)).length, employers.length],
    onWages: [large.filter(({ key }) => has(onWages, key)).length, large.length],
  };
}
