import { newId } from '@union-graph/subgraph';
import { insert, type Row, staff, type TestSubgraph } from '@union-graph/testing';
import { FENGTAI, UNION } from './builders.ts';

/** Who nominates, in the leader's district. */
export const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', FENGTAI);

/** A member of a union in Fengtai. */
export async function buildLeader(sql: TestSubgraph['sql'], scopePath = UNION): Promise<string> {
  const memberId = newId();
  await insert(sql, 'member_place', { member_id: memberId, scope_path: scopePath, seen_version: 1 });
  return memberId;
}

const NAMED = ['NAMED', 'ACTIVE', 'EVALUATED', 'REVOKED'];

/** A studio of the city in a state, led by a member, co-named by the science commission from REVIEWED on unless told. */
export async function studioIn(sql: TestSubgraph['sql'], status: string, given: Row = {}, coNamed = true) {
  const id = newId();
  const leaderId = await buildLeader(sql);
  const row = {
    id,
    name_zh: `创新工作室${id}`,
    level: 'CITY',
    leader_member_id: leaderId,
    is_named_after_leader: false,
    expertise: '市级技术能手',
    enterprise_id: newId(),
    district_code: '110106',
    status,
    nominated_by: newId(),
    nominated_at: '2012-03-01T02:00:00Z',
    scope_path: UNION,
    ...(NAMED.includes(status) ? { named_on: '2012-05-01' } : {}),
    ...(['ACTIVE', 'EVALUATED', 'REVOKED'].includes(status) ? { site: '三号厂房二层', opened_on: '2012-06-01' } : {}),
    ...(status === 'REVOKED' ? { revoked_on: '2013-02-01', revoked_reason: '停止活动' } : {}),
    ...given,
  };
  const names = Object.keys(row);
  await sql(
    `with studio as (insert into innovation_studio (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id)
     insert into studio_co_namer select id, 'SCIENCE', null, '2012-04-01' from studio where ${coNamed && status !== 'NOMINATED' && row.level === 'CITY'}`,
    Object.values(row),
  );
  return { studioId: id, leaderId };
}

/** A project of a studio, with a result unless told. */
export async function projectOf(sql: TestSubgraph['sql'], studioId: string, given: Row = {}): Promise<string> {
  const id = newId();
  await insert(sql, 'studio_project', {
    id,
    studio_id: studioId,
    name_zh: `课题${id}`,
    year: 2013,
    result: '节电百分之五',
    recorded_at: '2013-05-01T02:00:00Z',
    ...given,
  });
  return id;
}
