import { newId } from '@union-graph/subgraph';
import { insert, type Sql } from '@union-graph/testing';
import { buildCard, buildConsent, buildMember, type MemberRow } from './members.ts';
import { buildCity, buildEnterprise, buildJointUnion, buildPoint, buildStaff, type UnionRow } from './unions.ts';
import { buildRequest } from './work.ts';

/** A station's cadre with a visit and what was asked for, a published service, and an officer who is assigned to a union. */
async function buildContactPoint(sql: Sql, union: UnionRow, pointId: string, worker: MemberRow): Promise<void> {
  const cadre = await buildStaff(sql, await buildCity(sql), { role: 'HQ_CADRE' });
  const [link, visit] = [{ id: newId() }, { id: newId() }];
  await insert(sql, 'cadre_link', { ...link, cadre_id: cadre.id, service_point_id: pointId, since: '2013-01-07' });
  await insert(sql, 'contact_visit', { ...visit, cadre_link_id: link.id, visited_on: '2013-09-11', recorded_by_id: cadre.id });
  await buildRequest(sql, worker, 'RECEIVED', { contact_visit_id: visit.id, channel: 'CADRE' });
  await insert(sql, 'service_item', {
    id: newId(),
    service_point_id: pointId,
    name_zh: '法律咨询',
    goal: 'RIGHTS',
    valid_from: '2013-01-04',
  });
  const officer = await buildStaff(sql, union);
  const duty = { id: newId(), staff_member_id: officer.id, union_id: union.id, from_day: '2013-01-04', dedicated: true };
  await insert(sql, 'staff_assignment', duty);
}

/** Members of three unions with all that hangs on them: a card, a consent, an employer, a chair, a station. */
export async function seedMembers(sql: Sql, count: number): Promise<void> {
  const unions: UnionRow[] = [];
  const points: string[] = [];
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
    points.push(point.id);
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
    const point = points[n];
    if (point) await buildContactPoint(sql, union, point, member);
  }
}
