import { UNIONS, unionPath } from '../demo/unions.ts';
import { id } from '../ids.ts';
import { before, draw } from './draw.ts';
import { companyName, placeName } from './names.ts';
import { byDistrict } from './places.ts';
import type { Profile } from './profile.ts';

/** A union of the city, as the other tables need it. */
export interface CityUnion {
  readonly id: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly name: string;
  readonly parent: CityUnion | null;
  readonly dualParent: CityUnion | null;
  /** Null for the city and the industrial line; a base union of that line has the district that it lies in. */
  readonly districtCode: string | null;
  readonly industry: string | null;
  readonly scopePath: string;
}

/** The unions by level; the demo data's are among them under their ids, so that the demo persons work here too. */
export interface Unions {
  readonly top: readonly CityUnion[];
  readonly bureaus: readonly CityUnion[];
  readonly joint: readonly CityUnion[];
  readonly enterprise: readonly CityUnion[];
}

/** One in ten enterprise unions stands below a bureau's, the others below a district's federation. */
const BUREAU_LINE = 10;

const demoOf = (kind: string) => UNIONS.filter((union) => union.kind === kind);

/** A supply of demo unions of one kind, the next for a parent at a time; undefined when there is none left for it. */
function supply(kind: string) {
  const left = demoOf(kind);
  return (parentKey: string) => {
    const at = left.findIndex(({ parent }) => parent === parentKey);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
}

/** The city, its 17 districts and 8 industrial unions, and all below them (domain rule 6.3). */
export const unionCount = ({ bureauUnions, jointUnions, enterpriseUnions }: Profile): number =>
  1 + 17 + 8 + bureauUnions + jointUnions + enterpriseUnions;

export function makeUnions(profile: Profile): Unions {
  const top: CityUnion[] = [];
  for (const { key, kind, nameZh, name, parent, districtCode, industry = null } of UNIONS) {
    if (!['CITY_FEDERATION', 'DISTRICT_FEDERATION', 'INDUSTRIAL_UNION'].includes(kind)) continue;
    const above = parent ? (top[0] as CityUnion) : null;
    const own = { id: id('union', key), kind, nameZh, name, districtCode, industry };
    top.push({ ...own, parent: above, dualParent: null, scopePath: unionPath(key) });
  }
  const byId = new Map(top.map((union) => [union.id, union]));
  const above = (key: string) => byId.get(id('union', key)) as CityUnion;
  const bureaus = makeBureaus(profile, above);
  for (const union of bureaus) byId.set(union.id, union);
  return { top, bureaus, joint: makeJoint(profile, above), enterprise: makeEnterprise(profile, above, bureaus) };
}

function below(
  parent: CityUnion,
  key: string,
  own: Pick<CityUnion, 'kind' | 'nameZh' | 'name' | 'districtCode' | 'dualParent'>,
): CityUnion {
  const unionId = id('union', key);
  return { ...own, id: unionId, parent, industry: null, scopePath: `${parent.scopePath}${unionId}/` };
}

function makeBureaus({ bureauUnions }: Profile, above: (key: string) => CityUnion): CityUnion[] {
  const kind = 'BUREAU_COMPANY_UNION';
  const named = demoOf(kind);
  const industries = demoOf('INDUSTRIAL_UNION');
  return byDistrict(bureauUnions).map(({ code }, at) => {
    const demo = named[at];
    const parent = above(demo?.parent ?? (industries[at % industries.length]?.key as string));
    const names = demo ?? { nameZh: `${companyName(at).replace('有限公司', '集团')}工会`, name: `Group Union ${at + 1}` };
    return below(parent, demo?.key ?? `bureau-${at}`, {
      kind,
      nameZh: names.nameZh,
      name: names.name,
      districtCode: null,
      dualParent: above(`district-${code}`),
    });
  });
}

function makeJoint({ jointUnions }: Profile, above: (key: string) => CityUnion): CityUnion[] {
  const kind = 'COMMUNITY_JOINT_UNION';
  const next = supply(kind);
  return byDistrict(jointUnions).map(({ code }, at) => {
    const parentKey = `district-${code}`;
    const demo = next(parentKey);
    const names = demo ?? { nameZh: `${placeName(at)}社区联合工会`, name: `Community Joint Union ${at + 1}` };
    return below(above(parentKey), demo?.key ?? `joint-${at}`, {
      kind,
      nameZh: names.nameZh,
      name: names.name,
      districtCode: code,
      dualParent: null,
    });
  });
}

function makeEnterprise(
  { enterpriseUnions }: Profile,
  above: (key: string) => CityUnion,
  bureaus: readonly CityUnion[],
): CityUnion[] {
  const kind = 'ENTERPRISE_UNION';
  const next = supply(kind);
  return byDistrict(enterpriseUnions).map(({ code }, at) => {
    const inBureau = at % BUREAU_LINE === BUREAU_LINE - 1;
    const parentKey = `district-${code}`;
    const parent = inBureau ? (bureaus[draw(20, at, bureaus.length)] as CityUnion) : above(parentKey);
    const demo = inBureau ? undefined : next(parentKey);
    const names = demo ?? { nameZh: `${companyName(at)}工会`, name: `Enterprise Union ${at + 1}` };
    return below(parent, demo?.key ?? `enterprise-${at}`, {
      kind,
      nameZh: names.nameZh,
      name: names.name,
      districtCode: code,
      dualParent: inBureau ? above(parentKey) : null,
    });
  });
}

/** The members of joint union `at` by their places: from the first to before the last. */
export const jointRange = ({ jointMembers, jointUnions }: Profile, at: number): [from: number, to: number] => [
  before(jointMembers, jointUnions, at),
  before(jointMembers, jointUnions, at + 1),
];

/** The members of enterprise union `at`, who come after those of the joint unions. */
export const enterpriseRange = (
  { jointMembers, otherMembers, enterpriseUnions }: Profile,
  at: number,
): [from: number, to: number] => [
  jointMembers + before(otherMembers, enterpriseUnions, at),
  jointMembers + before(otherMembers, enterpriseUnions, at + 1),
];
