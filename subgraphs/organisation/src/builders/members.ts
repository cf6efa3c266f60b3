import { newId } from '@union-graph/subgraph';
import { lastDay } from '../card/rules.ts';
import { insert, type Row, type Sql } from './rows.ts';
import { buildDistrict, buildEnterprise, buildJointUnion, buildPoint, buildStaff, type UnionRow } from './unions.ts';

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
