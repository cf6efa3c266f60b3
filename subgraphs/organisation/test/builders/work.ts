import { newId } from '@union-graph/subgraph';
import { insert, type Row, type Sql } from '@union-graph/testing';
import type { MemberRow } from './members.ts';
import { buildDistrict, type UnionRow } from './unions.ts';

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
    due_at: '2013-10-22T23:59:59+08:00',
    ...(status === 'ESCALATED' ? { escalated_at: overrides.due_at ?? '2013-10-22T23:59:59+08:00' } : {}),
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
