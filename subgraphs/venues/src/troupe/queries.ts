import { columns, empty, type PageSource, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { ArtTroupe } from './ArtTroupe.ts';
import { membershipScope } from './policy.ts';
import type { TeamMembershipStatus } from './rules.ts';
import { TeamMembership } from './TeamMembership.ts';
import { TroupeMember } from './TroupeMember.ts';

/** The art troupe of the city, the first one founded; null before there is one. */
export async function findArtTroupe(db: EntityManager): Promise<ArtTroupe | null> {
  const [troupe] = await rows<ArtTroupe>(
    db,
    sql`select ${columns(ArtTroupe, 't')} from art_troupe t order by t.founded_month, t.id limit 1`,
  );
  return troupe ?? null;
}

/** The members of a team who have accepted, in the order in which they joined the troupe; the parent is the team's id. */
export const membersOfTeam: PageSource<TroupeMember> = {
  name: 'membersOfTeam',
  select: () =>
    sql`select ${columns(TroupeMember, 'm')} from troupe_team_member i join troupe_member m on m.id = i.performer_id
    where i.team_id = parent.key::uuid and i.status = 'ACCEPTED'`,
  order: [
    { by: 'joinedAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The memberships and invitations of a team that the viewer may see, by the time of the invitation; the parent is the team's id. */
export const membershipsOfTeam: PageSource<TeamMembership, { readonly status?: TeamMembershipStatus | null }> = {
  name: 'membershipsOfTeam',
  select: ({ status }, { viewer }) =>
    sql`select ${columns(TeamMembership, 'i')} from troupe_team_member i join troupe_member m on m.id = i.performer_id
    join art_troupe a on a.id = m.troupe_id
    where i.team_id = parent.key::uuid and ${membershipScope(viewer)} ${status ? sql`and i.status = ${status}` : empty}`,
  order: [
    { by: 'invitedAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
