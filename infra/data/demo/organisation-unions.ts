import { pointId } from './organisation-places.ts';
import { chairId } from './organisation-staff.ts';
import { countsOf } from './organisation-workers.ts';
import { UNIONS, unionId, unionPath } from './unions.ts';

/** Unions of the industrial line and the district federation that each is tied to (有机衔接). */
const TIED: Readonly<Record<string, string>> = {
  baic: 'district-110113',
  shougang: 'district-110107',
  yanhua: 'district-110111',
  bbmg: 'district-110101',
  'ent-baic-shunyi': 'district-110113',
  'ent-shougang-rolling': 'district-110107',
};

const kindOf = (key: string | null): string | null => UNIONS.find((union) => union.key === key)?.kind ?? null;

export const unionRows = UNIONS.map(({ key, kind, nameZh, name, parent, districtCode, industry, isPlaceholder = false }) => ({
  id: unionId(key),
  kind,
  status: 'ACTIVE',
  name_zh: nameZh,
  name,
  parent_id: parent && unionId(parent),
  parent_kind: kindOf(parent),
  dual_parent_id: TIED[key] ? unionId(TIED[key]) : null,
  // A district's centre has the key of the district's federation.
  service_point_id: TIED[key] ? pointId(TIED[key]) : null,
  district_code: districtCode,
  industry: industry ?? null,
  chair_id: chairId(key),
  approved_by_id: parent && unionId(parent),
  approved_at: parent && (kind === 'COMMUNITY_JOINT_UNION' ? '2012-11-20' : '2005-05-01'),
  ...countsOf(key),
  is_placeholder: isPlaceholder,
  scope_path: unionPath(key),
}));

const worksIn = (key: string, ...districts: string[]) =>
  districts.map((district_code) => ({ union_id: unionId(key), district_code }));

export const unionDistrictRows = [
  ...worksIn('industry-services', '110101', '110102', '110105', '110108'),
  ...worksIn('industry-transport', '110106', '110113'),
  ...worksIn('industry-construction', '110105', '110115'),
  ...worksIn('yanhua', '110111'),
  ...worksIn('bbmg', '110101', '110105'),
];
