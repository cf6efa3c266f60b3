import { newId } from '@union-graph/subgraph';
import type { TestSubgraph } from '@union-graph/testing';
import { lastDay } from './card/rules.ts';
import { pathOf, type UnionKind } from './union/rules.ts';

// Rows for tests, written straight into the database; each builder makes the parents it needs.

type Sql = TestSubgraph['sql'];
type Row = Record<string, unknown>;

/** Writes one row and gives it back. */
export async function insert<R extends Row>(sql: Sql, table: string, row: R, onConflict = ''): Promise<R> {
  const names = Object.keys(row);
  await sql(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) ${onConflict}`,
    Object.values(row),
  );
  return row;
}

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
    approved_at: '2013-01-08',
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

export interface MemberRow extends Row {
  readonly id: string;
  readonly scope_path: string;
}

/** A worker who is in no union and lives in Chaoyang. */
export async function buildWorker(sql: Sql, overrides: Row = {}): Promise<MemberRow> {
  const code = (overrides.district_code ?? '110105') as string;
  await buildDistrict(sql, code);
  const id = newId();
  return insert(sql, 'member', {
    id,
    name_zh: '王秀兰',
    identity_hash: id,
    identity_masked: '110***********0012',
    is_migrant_worker: true,
    gender: 'FEMALE',
    employment_kind: 'SELF_EMPLOYED',
    membership_status: 'NONE',
    district_code: code,
    scope_path: `/city/${code}/`,
    ...overrides,
  });
}

/** An active member of a union (a new joint union unless given), counted there. */
export async function buildMember(
  sql: Sql,
  { union, ...overrides }: Row & { union?: UnionRow } = {},
): Promise<MemberRow & { union: UnionRow }> {
  const home = union ?? (await buildJointUnion(sql));
  const member = await buildWorker(sql, {
    membership_status: 'ACTIVE',
    union_id: home.id,
    member_no: `T${newId()}`,
    joined_at: '2013-01-08',
    scope_path: home.scope_path,
    ...overrides,
  });
  await sql(
    'update trade_union set member_count = member_count + 1, female_member_count = female_member_count + 1, migrant_member_count = migrant_member_count + 1 where id = $1',
    [home.id],
  );
  return { ...member, union: home };
}

export const buildConsent = (sql: Sql, memberId: string, overrides: Row = {}) =>
  insert(sql, 'consent', {
    id: newId(),
    member_id: memberId,
    purpose: 'DELIVERY',
    scope: ['card'],
    separate: true,
    given_at: '2013-10-01T09:00:00+08:00',
    evidence_ref: 'paper-1',
    ...overrides,
  });

/** A card in a state, issued on 2013-01-15 unless it was only applied for. */
export async function buildCard(sql: Sql, memberId: string, status = 'ACTIVE', overrides: Row = {}) {
  const issued = status === 'APPLIED' ? {} : { issued_at: '2013-01-15', valid_to: lastDay('2013-01-15') };
  return insert(sql, 'card', {
    id: newId(),
    member_id: memberId,
    card_no: `T${newId()}`,
    status,
    applied_at: '2013-01-10T09:00:00+08:00',
    ...issued,
    ...overrides,
  });
}

export const buildStaff = (sql: Sql, union: UnionRow, overrides: Row = {}) =>
  insert(sql, 'staff_member', {
    id: newId(),
    name_zh: '陈晓梅',
    role: 'JOINT_UNION_OFFICER',
    employer: 'GRASSROOTS',
    hired_at: '2012-10-08',
    on_public_duty: true,
    work_phone: '000-6500-0001',
    work_email: 'chen@union.local',
    union_id: union.id,
    scope_path: union.scope_path,
    ...overrides,
  });

/** Members of three unions with all that hangs on them: a card, a consent, an employer, a chair, a station. */
export async function seedMembers(sql: Sql, count: number): Promise<void> {
  const unions = [];
  for (const code of ['110101', '110105', '110106']) {
    const union = await buildJointUnion(sql, {}, code);
    const chair = await buildStaff(sql, union, { role: 'UNION_CHAIR' });
    await sql('update trade_union set chair_id = $2 where id = $1', [union.id, chair.id]);
    const point = await buildPoint(sql, code);
    await insert(sql, 'staff_assignment', {
      id: newId(),
      staff_member_id: chair.id,
      service_point_id: point.id,
      from_day: '2013-01-01',
    });
    await insert(sql, 'opening_hours', { service_point_id: point.id, weekday: 1, opens: '09:00', closes: '17:00' });
    unions.push(union);
  }
  for (let n = 0; n < count; n++) {
    const union = unions[n % unions.length] as UnionRow;
    const employer = await buildEnterprise(sql, { org_code: `T${n}` });
    await insert(sql, 'enterprise_affiliation', {
      id: newId(),
      enterprise_id: employer.id,
      union_id: union.id,
      kind: 'JOINT_UNION',
      from_day: '2013-01-01',
    });
    const member = await buildMember(sql, { union, employer_id: employer.id });
    await buildCard(sql, member.id);
    await buildConsent(sql, member.id);
    await insert(sql, 'membership_transfer', {
      id: newId(),
      member_id: member.id,
      from_union_id: unions[(n + 1) % unions.length]?.id,
      to_union_id: union.id,
      status: 'ACCEPTED',
      requested_at: '2013-01-02T09:00:00+08:00',
      due_on: '2013-02-01',
      accepted_at: '2013-01-08T09:00:00+08:00',
    });
  }
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

/** A social organisation with one contact in a state, and meetings on some days; the city's contact when the district is null. */
export async function buildContact(sql: Sql, code: string | null, status = 'LINKED', ...days: string[]) {
  if (code) await buildDistrict(sql, code);
  const organisation = { id: newId(), name_zh: '社会组织', reg_no: newId(), kind: 'ASSOCIATION', registered_on: '2010-01-01' };
  await insert(sql, 'social_organisation', organisation);
  const link = { id: newId(), social_organisation_id: organisation.id, district_code: code, status };
  await insert(sql, 'contact_link', link);
  for (const happened_on of days) await insert(sql, 'contact_event', { id: newId(), contact_link_id: link.id, happened_on });
  return link;
}

/** The twelfth plan with a rate, a count and a milestone. */
export async function buildPlan(sql: Sql): Promise<void> {
  await insert(sql, 'plan', {
    code: '12-5',
    name_zh: '北京市“十二五”时期职工发展规划',
    from_year: 2011,
    to_year: 2015,
    issuers: ['北京市总工会'],
  });
  const indicator = (code: string, unit: string, dimension: string, target: Row = {}) =>
    insert(sql, 'plan_indicator', { code, plan_code: '12-5', name_zh: code, dimension, unit, ...target });
  await indicator('IND-01', 'RATE', 'EMPLOYMENT', { target_bp: 9_500 });
  await indicator('IND-07', 'COUNT', 'CAREER', { target_count: 500 });
  await indicator('IND-08', 'MILESTONE', 'PARTICIPATION');
}

let lastTask = 0;

/** A task of the twelfth plan led by a union, with the progress that its state needs. */
export async function buildTask(sql: Sql, lead: UnionRow, status = 'PLANNED', overrides: Row = {}) {
  const done = status === 'COMPLETED' || status === 'VERIFIED';
  const verified = status === 'VERIFIED' ? { verified_at: '2013-10-01', verified_by_id: newId() } : {};
  return insert(sql, 'task_project', {
    id: newId(),
    plan_code: '12-5',
    seq: ++lastTask,
    name_zh: '折子工程',
    lead_union_id: lead.id,
    due_on: '2013-12-31',
    status,
    progress_bp: done ? 10_000 : 0,
    ...verified,
    ...overrides,
  });
}

/** A request to 12351 in a state, with what that state needs; a simple one by a worker of Chaoyang, answered on the day before. */
export async function buildRequest(
  sql: Sql,
  requester: MemberRow,
  status = 'RECEIVED',
  overrides: Row = {},
): Promise<Row & { id: string }> {
  const triaged = status === 'RECEIVED' ? {} : { difficulty: 'SIMPLE' };
  const handed = ['RECEIVED', 'TRIAGED', 'DUPLICATE'].includes(status) ? {} : { target: 'MEDIATION' };
  const answered = ['RESOLVED', 'CLOSED'].includes(status) ? { answer: '已答复', resolved_at: '2013-10-18T16:00:00+08:00' } : {};
  const id = newId();
  const repeats = status === 'DUPLICATE' ? { duplicate_of_id: (await buildRequest(sql, requester)).id } : {};
  return insert(sql, 'service_request', {
    id,
    channel: 'HOTLINE',
    category: 'RIGHTS',
    topic: '欠薪',
    text: '三个月没有发工资',
    requester_id: requester.id,
    district_code: '110105',
    scope_path: requester.scope_path,
    status,
    received_at: '2013-10-17T09:00:00+08:00',
    due_at: '2013-10-23T00:00:00+08:00',
    ...triaged,
    ...handed,
    ...answered,
    ...repeats,
    ...(status === 'CLOSED' ? { closed_at: '2013-10-18T17:00:00+08:00' } : {}),
    ...(status === 'REOPENED' ? { reopened_at: '2013-10-18T17:00:00+08:00' } : {}),
    ...overrides,
  });
}

/** A Worker's Home of a union, in a state with the days that it needs. */
export const buildHome = (sql: Sql, union: UnionRow, status = 'REGISTERED', overrides: Row = {}) =>
  insert(sql, 'workers_home', {
    id: newId(),
    name_zh: `职工之家${newId()}`,
    union_id: union.id,
    district_code: '110105',
    status,
    ...(status === 'STANDARD' || status === 'LAPSED' ? { standard_since: '2013-06-06', checked_on: '2013-06-06' } : {}),
    ...overrides,
  });

export interface SentEvent {
  readonly type: string;
  readonly subject: string;
  readonly aggregateversion: number;
  readonly data: Row;
}

/** A subscriber to everything, whose address nobody listens on: what is sent stays in the queue to be looked at. */
export const EVERYTHING = [{ type: 'organisation.*', name: 'listener', url: 'http://127.0.0.1:1/events' }];

/** The events about one thing that wait in the outbox, the oldest first. Needs the subscriber {@link EVERYTHING}. */
export async function eventsAbout(sql: Sql, subject: string): Promise<SentEvent[]> {
  const found = await sql<{ event: SentEvent }>(
    `select payload->'event' as event from graphile_worker._private_jobs where payload->'event'->>'subject' = $1 order by id`,
    [subject],
  );
  return found.map(({ event }) => event);
}
