import { columns, type PageSource, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { ArtTroupe } from './ArtTroupe.ts';
import { TroupeMember } from './TroupeMember.ts';

/** The art troupe of the city, the first one founded; null before there is one. */
export async function findArtTroupe(db: EntityManager): Promise<ArtTroupe | null> {
  const [troupe] = await rows<ArtTroupe>(
    db,
    sql`select ${columns(ArtTroupe, 't')} from art_troupe t order by t.founded_month, t.id limit 1`,
  );
  return troupe ?? null;
}

/** The members of a team, in the order in which they joined the troupe; the parent is the team's id. */
export const membersOfTeam: PageSource<TroupeMember> = {
  name: 'membersOfTeam',
  select: () =>
    sql`select ${columns(TroupeMember, 'm')} from troupe_team_member i join troupe_member m on m.id = i.performer_id
    where i.team_id = parent.key::uuid`,
  order: [
    { by: 'joinedAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
