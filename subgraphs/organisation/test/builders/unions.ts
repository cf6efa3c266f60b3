import { newId } from '@union-graph/subgraph';
import { insert, type Row, type Sql } from '@union-graph/testing';
import { pathOf, type UnionKind } from '../../src/union/rules.ts';

export const buildDistrict = (sql: Sql, code = '110105', overrides: Row = {}) =>
  insert(
    sql,
    'district',
    { code, name_zh: '朝阳区', name: 'Chaoyang', kind: 'DISTRICT', communities_total: 20, communities_covered: 18, ...overrides },
    'on conflict (code) do nothing',
  );

export interface UnionRow extends Row {
  readonly id: string;
  readonly kind: UnionKind;
  readonly scope_path: string;
}

const CITY_ID = '0141cc4b-7800-7000-8000-000000000001';

/** The city federation, the root of every test's tree. */
export async function buildCity(sql: Sql): Promise<UnionRow> {
  const row = {
    id: CITY_ID,
    kind: 'CITY_FEDERATION' as const,
    status: 'ACTIVE',
    name_zh: '北京市总工会',
    name: 'City',
    scope_path: '/city/',
  };
  return insert(sql, 'trade_union', row, 'on conflict do nothing');
}

/** A union below `parent`, active and approved unless told otherwise. */
export async function buildUnionBelow(sql: Sql, parent: UnionRow, kind: UnionKind, overrides: Row = {}): Promise<UnionRow> {
  const id = newId();
  const districtCode = (overrides.district_code ?? parent.district_code ?? null) as string | null;
  if (districtCode) await buildDistrict(sql, districtCode);
  return insert(sql, 'trade_union', {
    id,
    kind,
    status: 'ACTIVE',
    name_zh: '工会',
    name: 'Union',
    parent_id: parent.id,
    parent_kind: parent.kind,
    district_code: districtCode,
    industry: kind === 'INDUSTRIAL_UNION' ? 'SERVICES' : null,
    approved_by_id: parent.id,
    approved_at: '2012-11-20',
    scope_path: pathOf(parent.scope_path, { id, kind, districtCode }),
    ...overrides,
  });
}

/** A district's federation; one a district, so the same one each time. */
export async function buildFederation(sql: Sql, code = '110105'): Promise<UnionRow> {
  const [known] = await sql<UnionRow>(`select * from trade_union where kind = 'DISTRICT_FEDERATION' and district_code = $1`, [
    code,
  ]);
  return known ?? buildUnionBelow(sql, await buildCity(sql), 'DISTRICT_FEDERATION', { district_code: code });
}

/** An active community joint union in Chaoyang. */
export const buildJointUnion = async (sql: Sql, overrides: Row = {}, code = '110105'): Promise<UnionRow> =>
  buildUnionBelow(sql, await buildFederation(sql, code), 'COMMUNITY_JOINT_UNION', overrides);

export const buildStaff = (sql: Sql, union: UnionRow, overrides: Row = {}) =>
  insert(sql, 'staff_member', {
    id: newId(),
    name_zh: '陈晓梅',
    role: 'JOINT_UNION_OFFICER',
    employer: overrides.role === 'HQ_CADRE' ? 'CITY_HQ' : 'GRASSROOTS',
    hired_at: '2012-10-08',
    on_public_duty: true,
    work_phone: '000-6500-0001',
    work_email: 'chen@union.local',
    union_id: union.id,
    scope_path: union.scope_path,
    ...overrides,
  });

/** A union's chair, whom workers can reach unless told otherwise. */
export async function buildChair(sql: Sql, union: UnionRow, overrides: Row = {}): Promise<Row> {
  const chair = await buildStaff(sql, union, { role: 'UNION_CHAIR', ...overrides });
  await sql('update trade_union set chair_id = $2 where id = $1', [union.id, chair.id]);
  return chair;
}

/** A service point of a district; the city's centre stands above the others. */
export async function buildPoint(sql: Sql, code = '110105', overrides: Row = {}) {
  await buildDistrict(sql, code);
  const common = { district_code: code, address: '潘家园路1号', functions: ['ORGANISING'], video_link: 'UP' };
  const centre = '0141cc4b-7800-7000-8000-000000000002';
  await insert(
    sql,
    'service_point',
    { id: centre, kind: 'CITY_CENTRE', name_zh: '北京职工服务中心', ...common },
    'on conflict do nothing',
  );
  return insert(sql, 'service_point', {
    id: newId(),
    kind: 'STREET_STATION',
    name_zh: '工会服务站',
    parent_id: centre,
    ...common,
    ...overrides,
  });
}

export async function buildEnterprise(sql: Sql, overrides: Row = {}) {
  await buildDistrict(sql);
  return insert(sql, 'enterprise', {
    id: newId(),
    org_code: newId(),
    name_zh: '夫妻小食杂店',
    ownership: 'INDIVIDUAL',
    headcount: 1,
    headcount_as_of: '2013-10-01',
    above_scale: false,
    industry: 'SERVICES',
    district_code: '110105',
    ...overrides,
  });
}
