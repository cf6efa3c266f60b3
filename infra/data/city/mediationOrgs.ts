import { centres } from '../demo/mediation-orgs.ts';
import { id } from '../ids.ts';
import type { Row } from '../load.ts';
import { draw } from './draw.ts';
import { firmId, headcountOf, unionOfFirm } from './enterprises.ts';
import { companyName } from './names.ts';
import { servicePointRows } from './places.ts';
import type { Profile } from './profile.ts';
import type { Unions } from './unions.ts';

/** How many streets have no mediation room (S-47). */
export const STREETS_WITHOUT_ROOM = 3;

/** A city's and the districts' centres, and those of industries: the demo data's, whose names and places are given. */
export const CENTRES = centres.length;

/** What is null but for some kinds; rows of one table have the same columns. */
const NOTHING: Row = {
  district_code: null,
  industry: null,
  service_point_id: null,
  enterprise_id: null,
  headcount_at_founding: null,
  headcount_as_of: null,
  of_bureau: null,
  headcount_version: 0,
  worker_reps: null,
  employer_reps: null,
  chair_from_union: null,
  status: 'ACTIVE',
  version: 1,
};

export const centreRows = (): Row[] => centres.map((row) => ({ ...NOTHING, ...row }));

const streetsOf = (profile: Profile) => servicePointRows(profile).filter(({ kind }) => kind === 'STREET_STATION');

/** The street stations, by which the streets without a room are found. */
export const stationRows = (profile: Profile): Row[] =>
  streetsOf(profile).map(({ id: service_point_id, district_code }) => ({ service_point_id, district_code }));

/** A room in each street but three (S-47). */
export function roomRows(profile: Profile): Row[] {
  const streets = streetsOf(profile);
  const without = Array.from({ length: STREETS_WITHOUT_ROOM }, (_, at) =>
    Math.floor(((at + 1) * streets.length) / (STREETS_WITHOUT_ROOM + 1)),
  );
  return streets
    .filter((_, at) => !without.includes(at))
    .map((street) => ({
      ...NOTHING,
      id: id('mediation-org', `city-room-${street.id}`),
      kind: 'STREET_ROOM',
      name_zh: `${street.name_zh.replace('工会服务站', '')}劳动争议调解室`,
      district_code: street.district_code,
      service_point_id: street.id,
      scope_path: `/city/${street.district_code}/`,
    }));
}

/** The committee of the firm at a place. */
export const committeeId = (at: number): string => id('mediation-org', `city-committee-${at}`);

/** A committee in each enterprise with a union of its own, and in each group with a bureau's (S-49, S-50). */
export function* committeeRows(profile: Profile, unions: Unions): Iterable<Row> {
  const { jointFirms, enterpriseUnions, groupFirms } = profile;
  for (let at = jointFirms; at < jointFirms + enterpriseUnions + groupFirms; at++) {
    const union = unionOfFirm(profile, unions, at);
    const reps = 2 + draw(97, at, 4);
    yield {
      ...NOTHING,
      id: committeeId(at),
      kind: at < jointFirms + enterpriseUnions ? 'ENTERPRISE_COMMITTEE' : 'GROUP_COMMITTEE',
      name_zh: `${companyName(at)}劳动争议调解委员会`,
      district_code: union.districtCode ?? union.dualParent?.districtCode ?? null,
      enterprise_id: firmId(at),
      headcount_at_founding: headcountOf(profile, at),
      headcount_as_of: '2013-09-30',
      of_bureau: [union.kind, union.parent?.kind].includes('BUREAU_COMPANY_UNION'),
      headcount_version: 1,
      worker_reps: reps,
      employer_reps: reps,
      chair_from_union: draw(98, at, 3) > 0,
      scope_path: union.scopePath,
    };
  }
}
