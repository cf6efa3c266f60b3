import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { ArtTroupe } from './ArtTroupe.ts';
import { membershipScope } from './policy.ts';
import { TeamMembership } from './TeamMembership.ts';
import { TroupeMember } from './TroupeMember.ts';
import { TroupeTeam } from './TroupeTeam.ts';

/** Troupes by id. */
export const artTroupe: Batch<string, ArtTroupe | null> = async ({ db }, ids) => {
  const found = await rows<ArtTroupe>(
    db,
    sql`select ${columns(ArtTroupe, 't')} from art_troupe t where t.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

interface Counts {
  readonly troupeId: string;
  readonly members: number;
  readonly performances: number;
}

/** How many members a troupe has, and how many of its performances took place (S-75). */
export const troupeCounts: Batch<string, Counts> = async ({ db, now }, troupes) => {
  const found = await rows<Counts>(
    db,
    sql`select t.id as "troupeId",
      (select count(distinct m.id) from troupe_member m join troupe_team_member i on i.performer_id = m.id
        where m.troupe_id = t.id and i.status = 'ACCEPTED')::int as members,
      (select count(*) from performance p join troupe_team e on e.id = p.team_id
        where e.troupe_id = t.id and (p.status = 'REPORTED' or (p.status = 'CAST_CONFIRMED' and p.end_at <= ${now})))::int as performances
    from art_troupe t where t.id = any(${troupes}::uuid[])`,
  );
  const none = { members: 0, performances: 0 };
  return inOrder(troupes, found, ({ troupeId }) => troupeId).map(
    (one, at) => one ?? { ...none, troupeId: troupes[at] as string },
  );
};

/** The teams of troupes: its own first, each by name. */
export const teamsOfTroupe: Batch<string, TroupeTeam[]> = async ({ db }, troupes) => {
  const found = await rows<TroupeTeam>(
    db,
    sql`select ${columns(TroupeTeam, 't')} from troupe_team t where t.troupe_id = any(${troupes}::uuid[]) order by t.kind, t.name_zh, t.id`,
  );
  return grouped(troupes, found, ({ troupeId }) => troupeId);
};

/** Teams by id. */
export const troupeTeam: Batch<string, TroupeTeam | null> = async ({ db }, ids) => {
  const found = await rows<TroupeTeam>(
    db,
    sql`select ${columns(TroupeTeam, 't')} from troupe_team t where t.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** How many members a team has. */
export const teamSize: Batch<string, number> = async ({ db }, teams) => {
  const found = await rows<{ id: string; count: number }>(
    db,
    sql`select m.team_id as id, count(*)::int as count from troupe_team_member m
    where m.team_id = any(${teams}::uuid[]) and m.status = 'ACCEPTED' group by 1`,
  );
  return inOrder(teams, found, ({ id }) => id).map((one) => one?.count ?? 0);
};

/** The teams that members of the troupe are in. */
export const teamsOfTroupeMember: Batch<string, TroupeTeam[]> = async ({ db }, members) => {
  const found = await rows<TroupeTeam & { performerId: string }>(
    db,
    sql`select ${columns(TroupeTeam, 't')}, m.performer_id as "performerId" from troupe_team_member m join troupe_team t on t.id = m.team_id
    where m.performer_id = any(${members}::uuid[]) and m.status = 'ACCEPTED' order by t.kind, t.name_zh, t.id`,
  );
  return grouped(members, found, ({ performerId }) => performerId);
};

/** Members of the troupe by id. */
export const troupeMember: Batch<string, TroupeMember | null> = async ({ db }, ids) => {
  const found = await rows<TroupeMember>(
    db,
    sql`select ${columns(TroupeMember, 'm')} from troupe_member m where m.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The memberships of teams and the invitations of persons that the viewer may see, the newest invitation first. */
export const teamMembershipsOfMember: Batch<string, TeamMembership[]> = async ({ db, viewer }, members) => {
  const found = await rows<TeamMembership & { memberId: string }>(
    db,
    sql`select ${columns(TeamMembership, 'i')}, m.member_id as "memberId" from troupe_team_member i
    join troupe_member m on m.id = i.performer_id join art_troupe a on a.id = m.troupe_id
    where m.member_id = any(${members}::uuid[]) and ${membershipScope(viewer)} order by i.invited_at desc, i.id desc`,
  );
  return grouped(members, found, ({ memberId }) => memberId);
};

/** Who performs, by performance. */
export const castOfPerformance: Batch<string, TroupeMember[]> = async ({ db }, performances) => {
  const found = await rows<TroupeMember & { performanceId: string }>(
    db,
    sql`select ${columns(TroupeMember, 'm')}, c.performance_id as "performanceId" from performance_cast c
    join troupe_member m on m.id = c.performer_id where c.performance_id = any(${performances}::uuid[]) order by m.id`,
  );
  return grouped(performances, found, ({ performanceId }) => performanceId);
};
