import { coreHash, nameHash } from '@union-graph/subgraph';
import { PERSONS } from '../demo/persons.ts';
import { id } from '../ids.ts';
import type { Row } from '../load.ts';
import { coversOf } from './coverage.ts';
import { draw, partOf } from './draw.ts';
import { enterpriseRows, firmId, headcountOf, unionOfFirm } from './enterprises.ts';
import { personName } from './names.ts';
import { byDistrict } from './places.ts';
import type { Profile } from './profile.ts';
import type { CityUnion, Unions } from './unions.ts';

/** Where the names of instructors start among the draws of names: after any other's. */
const NAMES_FROM = 30_000_000;

/** By how much wages grew in the firms that bargained, in the mean of their workers (S-55). */
export const GROWTH_BP = 929;

/** The demo data's instructors by their district: they are among the city's. */
const DEMO = new Map(
  PERSONS.flatMap((person) =>
    person.grants.filter(({ role }) => role === 'WAGE_INSTRUCTOR').map(({ districtCode }) => [districtCode, person] as const),
  ),
);

/** The instructors for wage bargaining, every district with one at least (S-54). */
export function instructorRows({ wageInstructors }: Profile): Row[] {
  const served = new Set<string>();
  return byDistrict(wageInstructors).map(({ code }, at) => {
    const demo = served.has(code) ? undefined : DEMO.get(code);
    served.add(code);
    return {
      id: id('wage-instructor', demo?.login ?? `city-${at}`),
      person_id: demo?.id ?? id('person', `wage-instructor-${at}`),
      name_zh: demo?.nameZh ?? personName(NAMES_FROM + at),
      district_code: code,
      appointed_on: '2012-03-01',
      term_to: '2015-02-28',
    };
  });
}

/** What the organisation has told of employers. */
export function* employerPlaceRows(profile: Profile, unions: Unions): Iterable<Row> {
  let at = 0;
  for (const row of enterpriseRows(profile, unions)) {
    const union = unionOfFirm(profile, unions, at++);
    yield {
      enterprise_id: row.id,
      district_code: row.district_code,
      union_id: union.id,
      above_scale: row.above_scale,
      headcount: row.headcount,
      headcount_as_of: row.headcount_as_of,
      of_bureau: [union.kind, union.parent?.kind].includes('BUREAU_COMPANY_UNION'),
      seen_version: 1,
      name_hash: nameHash(row.name_zh),
      core_hash: coreHash(row.name_zh),
      ownership: row.ownership,
      industry: row.industry,
    };
  }
}

/** A contract of the city: of one firm with its own union, or of the firms of a joint union. */
export interface CityContract {
  readonly key: string;
  readonly kind: 'AREA' | 'COLLECTIVE' | 'WAGE_SPECIAL';
  readonly year: 2012 | 2013;
  readonly union: CityUnion;
  /** The places of its firms. */
  readonly firms: readonly number[];
  readonly growthBp: number | null;
}

/** The contracts of 2013 by which employers are covered, and the wage agreements of 2012 that those on wages followed. */
export function contractsOf(profile: Profile, unions: Unions): CityContract[] {
  const covers = coversOf(profile);
  const { jointFirms, jointUnions } = profile;
  const areas = new Map<number, number[]>();
  const own: CityContract[] = [];
  for (const [at, cover] of covers.entries()) {
    if (cover === null) continue;
    if (at < jointFirms) {
      const joint = partOf(jointFirms, jointUnions, at);
      areas.set(joint, [...(areas.get(joint) ?? []), at]);
      continue;
    }
    const kind = cover === 'WAGES' ? 'WAGE_SPECIAL' : 'COLLECTIVE';
    own.push({ key: `firm-${at}`, kind, year: 2013, union: unionOfFirm(profile, unions, at), firms: [at], growthBp: null });
  }
  const area = ([joint, firms]: readonly [number, readonly number[]]): CityContract => ({
    key: `area-${joint}`,
    kind: 'AREA',
    year: 2013,
    union: unions.joint[joint] as CityUnion,
    firms,
    growthBp: null,
  });
  const before = own.filter(({ kind }) => kind === 'WAGE_SPECIAL');
  const growth = growths(before.map(({ firms }) => headcountOf(profile, firms[0] as number)));
  return [
    ...[...areas].map(area),
    ...own,
    ...before.map((one, at) => ({ ...one, key: `${one.key}-2012`, year: 2012 as const, growthBp: growth[at] as number })),
  ];
}

/** How far single growths lie from the mean at most. */
const SPREAD_BP = 300;

/** A growth for each firm, so that their mean, weighted by workers, is the city's: in pairs, the larger firm balancing the smaller. */
export function growths(workers: readonly number[]): number[] {
  const away = workers.map(() => 0);
  let rest = 0;
  for (let at = 0; at + 1 < workers.length; at += 2) {
    const [one, other] = [workers[at] as number, workers[at + 1] as number];
    const [small, large] = one < other ? [at, at + 1] : [at + 1, at];
    away[small] = draw(95, at, 2 * SPREAD_BP + 1) - SPREAD_BP;
    rest += away[small] * Math.min(one, other);
    away[large] = -Math.round(rest / Math.max(one, other));
    rest += away[large] * Math.max(one, other);
  }
  return away.map((distance) => GROWTH_BP + distance);
}

const DAYS = {
  2012: {
    signed_on: '2011-12-12',
    file_by: '2011-12-19',
    filed_on: '2011-12-15',
    objection_by: '2011-12-30',
    published_on: '2012-01-05',
  },
  2013: {
    signed_on: '2012-12-10',
    file_by: '2012-12-20',
    filed_on: '2012-12-14',
    objection_by: '2012-12-31',
    published_on: '2013-01-04',
  },
} as const;

const termOf = ({ kind, year }: CityContract) =>
  kind === 'WAGE_SPECIAL'
    ? { term_from: `${year}-01-01`, term_to: `${year}-12-31`, renewal_from: `${year}-11-02` }
    : { term_from: '2013-01-01', term_to: '2014-12-31', renewal_from: '2014-10-01' };

const contractId = ({ key }: CityContract): string => id('collective-contract', `city-${key}`);

export function* contractRows(profile: Profile, contracts: readonly CityContract[]): Iterable<Row> {
  for (const one of contracts) {
    const isWages = one.kind === 'WAGE_SPECIAL';
    yield {
      id: contractId(one),
      kind: one.kind,
      workers_side_id: one.union.id,
      workers_covered: one.firms.reduce((sum, at) => sum + headcountOf(profile, at), 0),
      has_wage_terms: isWages,
      wage_growth_bp: one.growthBp,
      ...termOf(one),
      ...DAYS[one.year],
      ...(isWages && one.year === 2013 && { file_by: '2012-12-17' }),
      publish_by: one.year === 2012 ? '2012-01-06' : isWages ? '2013-01-06' : '2013-01-11',
      published_in: '厂务公开栏',
      scope_path: one.union.scopePath,
      version: 1,
    };
  }
}

export function* contractEmployerRows(profile: Profile, contracts: readonly CityContract[]): Iterable<Row> {
  for (const one of contracts)
    for (const at of one.firms)
      yield { contract_id: contractId(one), enterprise_id: firmId(at), workers: headcountOf(profile, at) };
}

export const employerCount = (contracts: readonly CityContract[]): number =>
  contracts.reduce((sum, { firms }) => sum + firms.length, 0);
