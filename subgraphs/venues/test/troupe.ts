import { newId } from '@union-graph/subgraph';
import { insert, type Sql } from '@union-graph/testing';
import { at } from './build.ts';

/** A troupe of the whole city. */
export async function buildTroupe(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = { id, name_zh: `职工艺术团 ${id.slice(-6)}`, founded_month: '2011-09', scope_path: '/city/' };
  await insert(sql, 'art_troupe', { ...row, ...overrides });
  return id;
}

/** A team of a troupe of its own, unless told. */
export async function buildTeam(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    ...{ id, troupe_id: overrides.troupe_id ?? (await buildTroupe(sql)), name_zh: `曲艺团 ${id.slice(-6)}` },
    ...{ kind: 'DIRECT', created_at: at('09:00', '2011-09-20') },
  };
  await insert(sql, 'troupe_team', { ...row, ...overrides });
  return id;
}

/** Somebody of a troupe, in teams of it. */
export async function buildTroupeMember(
  sql: Sql,
  teams: readonly string[],
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const id = newId();
  const joinedAt = at('09:00', '2012-03-01');
  const row = { id, troupe_id: await troupeOf(sql, teams[0]), member_id: newId(), skill: '相声', joined_at: joinedAt };
  await insert(sql, 'troupe_member', { ...row, ...overrides });
  for (const team_id of teams) await buildMembership(sql, { team_id, performer_id: id });
  return id;
}

/** That somebody of a troupe is in a team, since they accepted unless told. */
export async function buildMembership(
  sql: Sql,
  row: { readonly team_id: string; readonly performer_id: string },
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const [id, joinedAt] = [newId(), at('09:00', '2012-03-01')];
  await insert(sql, 'troupe_team_member', {
    ...{ id, ...row, status: 'ACCEPTED', invited_at: joinedAt, joined_at: joinedAt },
    ...overrides,
  });
  return id;
}

/** An invitation of a worker to a team, that they have not answered. */
export async function buildInvitation(sql: Sql, memberId: string = newId(), teamId?: string): Promise<string> {
  const team_id = teamId ?? (await buildTeam(sql));
  const performer_id = await buildTroupeMember(sql, [], { member_id: memberId, troupe_id: await troupeOf(sql, team_id) });
  return buildMembership(sql, { team_id, performer_id }, { status: 'INVITED', joined_at: null });
}

const troupeOf = async (sql: Sql, teamId: string | undefined): Promise<string | undefined> =>
  (await sql<{ id: string }>('select troupe_id as id from troupe_team where id = $1', [teamId]))[0]?.id;

/** A performance on 2013-10-26, 14:00–16:00, with the cast given. */
export async function buildPerformance(
  sql: Sql,
  overrides: Record<string, unknown> = {},
  cast: readonly string[] = [],
): Promise<string> {
  const id = newId();
  const teamId = overrides.team_id ?? (await buildTeam(sql));
  const status = cast.length > 0 ? 'CAST_CONFIRMED' : 'PLANNED';
  const row = {
    ...{ id, team_id: teamId, start_at: at('14:00', '2013-10-26'), end_at: at('16:00', '2013-10-26'), place: '职工之家礼堂' },
    ...{ status, planned_at: at('09:00'), scope_path: '/city/' },
    ...overrides,
  };
  await insert(sql, 'performance', row);
  for (const performer_id of cast)
    await insert(sql, 'performance_cast', {
      ...{ performance_id: id, performer_id, team_id: teamId, start_at: row.start_at, end_at: row.end_at, is_live: true },
    });
  return id;
}

/** A performance with one who performs. */
export async function buildCastPerformance(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const teamId = String(overrides.team_id ?? (await buildTeam(sql)));
  return buildPerformance(sql, { ...overrides, team_id: teamId }, [await buildTroupeMember(sql, [teamId])]);
}
