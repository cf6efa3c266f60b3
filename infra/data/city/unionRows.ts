import { pointId } from '../demo/organisation-places.ts';
import { unionId } from '../demo/unions.ts';
import { countsOf, type People } from './members.ts';
import { type CityUnion, enterpriseRange, jointRange } from './unions.ts';

const NOBODY = [0, 0] as const;

/** All unions, each after its parent, with the counts of their own members. */
export function* unionRows(people: People) {
  const { profile, unions } = people;
  for (const union of [...unions.top, ...unions.bureaus]) yield unionRow(union, countsOf(people, NOBODY));
  for (const [at, union] of unions.joint.entries()) yield unionRow(union, countsOf(people, jointRange(profile, at)));
  for (const [at, union] of unions.enterprise.entries()) yield unionRow(union, countsOf(people, enterpriseRange(profile, at)));
}

const unionRow = (union: CityUnion, counts: ReturnType<typeof countsOf>) => ({
  id: union.id,
  kind: union.kind,
  status: 'ACTIVE',
  name_zh: union.nameZh,
  name: union.name,
  parent_id: union.parent?.id ?? null,
  parent_kind: union.parent?.kind ?? null,
  dual_parent_id: union.dualParent?.id ?? null,
  district_code: union.districtCode,
  industry: union.industry,
  approved_by_id: union.parent?.id ?? null,
  approved_at: union.parent && (union.kind === 'COMMUNITY_JOINT_UNION' ? '2012-11-20' : '2005-05-01'),
  ...counts,
  scope_path: union.scopePath,
  // The territorial point that a union of the industrial line works with (S-11).
  service_point_id: union.dualParent && pointId(`district-${union.dualParent.districtCode}`),
});

/** What organisation told mediation of each union. */
export const knownUnionRows = ({ unions }: Pick<People, 'unions'>) =>
  [...unions.top, ...unions.bureaus, ...unions.joint, ...unions.enterprise].map(({ id, scopePath }) => ({
    union_id: id,
    scope_path: scopePath,
    has_ended: false,
    seen_version: 1,
  }));

/** What organisation told the fund of each union: it is told of all that work, and all do. */
export function* unionStandingRows({ unions }: People) {
  for (const { id, kind, scopePath } of [...unions.top, ...unions.bureaus, ...unions.joint, ...unions.enterprise])
    yield { union_id: id, kind, has_ended: false, scope_path: scopePath, seen_version: 1 };
}

/** Where the unions of the industrial line work, beside where their base unions are. */
export const unionDistrictRows = ({ unions }: People) =>
  unions.bureaus.map(({ id, dualParent }) => ({ union_id: id, district_code: dualParent?.districtCode }));

/** The federation of a district. */
export const federationId = (code: string): string => unionId(`district-${code}`);
export const districtPath = (code: string): string => `/city/${code}/`;
