import { orgCode } from '../demo/enterprises.ts';
import { id } from '../ids.ts';
import { before, draw, partOf, pick } from './draw.ts';
import { companyName, placeName, shopName } from './names.ts';
import type { Profile } from './profile.ts';
import type { CityUnion, Unions } from './unions.ts';

export const firmId = (at: number): string => id('enterprise', `city-${at}`);

/** From this many members of a joint union on, a firm must have a union of its own (ORG-INV-7); each firm stays below. */
const SMALL_FIRM = 24;
const LARGE_FIRM = 100;
const GROUP_FIRM = 5_000;

/** Ownerships by their shares among small firms, and among those with a union of their own. */
const SMALL_OWNERS = [
  'INDIVIDUAL',
  'INDIVIDUAL',
  'INDIVIDUAL',
  'PRIVATE',
  'PRIVATE',
  'PRIVATE',
  'PRIVATE',
  'MIXED',
  'HMT',
  'COLLECTIVE',
];
const LARGE_OWNERS = [
  'PRIVATE',
  'PRIVATE',
  'PRIVATE',
  'FOREIGN',
  'HMT',
  'MIXED',
  'STATE',
  'STATE',
  'COLLECTIVE',
  'PUBLIC_INSTITUTION',
];
const INDUSTRIES = [
  'SERVICES',
  'SERVICES',
  'TRANSPORT',
  'CONSTRUCTION',
  'INDUSTRY_DEFENCE',
  'EDUCATION',
  'FINANCE',
  'MEDICAL',
  'OTHER',
];
/** 规模以上 (above the scale that statistics count from), by headcount. */
const ABOVE_SCALE = 300;
export const isAboveScale = (headcount: number): boolean => headcount >= ABOVE_SCALE;

/** The firms of joint union `at`: from the first to before the last. */
export const firmsOfJoint = ({ jointFirms, jointUnions }: Profile, at: number): [from: number, to: number] => [
  before(jointFirms, jointUnions, at),
  before(jointFirms, jointUnions, at + 1),
];

export const firmCount = ({ jointFirms, enterpriseUnions, groupFirms }: Profile): number =>
  jointFirms + enterpriseUnions + groupFirms;

/** The union of each firm: small ones in joint unions, then one for each enterprise union, then groups with a bureau's. */
export function unionOfFirm({ jointFirms, jointUnions, enterpriseUnions }: Profile, unions: Unions, at: number): CityUnion {
  if (at < jointFirms) return unions.joint[partOf(jointFirms, jointUnions, at)] as CityUnion;
  const base = at - jointFirms;
  return (base < enterpriseUnions ? unions.enterprise[base] : unions.bureaus[base - enterpriseUnions]) as CityUnion;
}

export function headcountOf({ jointFirms, enterpriseUnions }: Profile, at: number): number {
  if (at < jointFirms) return 5 + draw(30, at, SMALL_FIRM - 5);
  if (at >= jointFirms + enterpriseUnions) return GROUP_FIRM + draw(31, at, 20_000);
  // Most are not far above the line; the square draws them to it.
  return LARGE_FIRM + Math.floor(draw(32, at, 70) ** 2 * (draw(33, at, 100) / 100));
}

export const ownershipOf = ({ jointFirms }: Profile, at: number): string =>
  pick(at < jointFirms ? SMALL_OWNERS : LARGE_OWNERS, 34, at);
export const industryOf = (at: number): string => pick(INDUSTRIES, 35, at);
/** Whether owners are not public (非公, domain rule 2.0.4). */
export const isNonPublic = (ownership: string): boolean => !['STATE', 'COLLECTIVE', 'PUBLIC_INSTITUTION'].includes(ownership);

export const firmName = ({ jointFirms, jointUnions }: Profile, at: number): string =>
  at < jointFirms ? shopName(placeName(partOf(jointFirms, jointUnions, at)), at) : companyName(at);

export function* enterpriseRows(profile: Profile, unions: Unions) {
  for (let at = 0; at < firmCount(profile); at++) {
    const headcount = headcountOf(profile, at);
    const union = unionOfFirm(profile, unions, at);
    yield {
      id: firmId(at),
      org_code: orgCode(20_000_000 + at),
      name_zh: firmName(profile, at),
      ownership: ownershipOf(profile, at),
      headcount,
      headcount_as_of: '2013-09-30',
      above_scale: isAboveScale(headcount),
      industry: industryOf(at),
      district_code: union.districtCode ?? union.dualParent?.districtCode,
    };
  }
}

export function* affiliationRows(profile: Profile, unions: Unions) {
  for (let at = 0; at < firmCount(profile); at++) {
    yield {
      id: id('enterprise-affiliation', `city-${at}`),
      enterprise_id: firmId(at),
      union_id: unionOfFirm(profile, unions, at).id,
      kind: at < profile.jointFirms ? 'JOINT_UNION' : 'OWN_UNION',
      from_day: at < profile.jointFirms ? '2012-11-20' : '2008-06-01',
      to_day: null,
    };
  }
}
