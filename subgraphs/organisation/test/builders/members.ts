import { newId } from '@union-graph/subgraph';
import { insert, type Row, type Sql } from '@union-graph/testing';
import { lastDay } from '../../src/card/rules.ts';
import { buildDistrict, buildJointUnion, type UnionRow } from './unions.ts';

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
  const issued = status === 'APPLIED' ? {} : { issued_at: '2013-01-15', valid_to: lastDay('2013-01-15', 5) };
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

/** A merge of two workers who are in no union; gives its id. */
export async function buildMerge(sql: Sql, survivorId: string, duplicateId: string): Promise<string> {
  const id = newId();
  const before = { membershipStatus: 'NONE', unionId: null, memberNo: null, joinedAt: null, scopePath: '/city/110105/' };
  await insert(sql, 'merged_record', {
    id,
    survivor_id: survivorId,
    duplicate_id: duplicateId,
    status: 'MERGED',
    reason: '同一人',
    evidence_ref: 'box-1',
    merged_by_id: newId(),
    merged_at: '2013-10-18T09:00:00+08:00',
    reversible_until: '2013-11-17',
    survivor_before: JSON.stringify(before),
    duplicate_before: JSON.stringify(before),
    cards_before: '[]',
  });
  await sql(`insert into member_merge values ($1, $2, $3, 'MERGED', '2013-10-18T09:00:00+08:00')`, [id, survivorId, duplicateId]);
  await sql(`update member set scope_path = '/merged/' where id = $1`, [duplicateId]);
  return id;
}
