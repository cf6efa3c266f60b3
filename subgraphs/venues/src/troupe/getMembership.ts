import { getForUpdate, isId, notFound, rows, sql, type Tx } from '@union-graph/subgraph';
import { type MembershipOf, seesMembership } from './policy.ts';
import { TeamMembership } from './TeamMembership.ts';

interface MembershipInput {
  readonly membershipId: string;
  readonly expectedVersion: number;
}

/**
 * A membership of a team, locked after what `lockFirst` locks, with whose it is; `NOT_FOUND` for one that the viewer may not see. The team, and a
 * member of the troupe, are locked before the membership.
 */
export async function getMembership(
  tx: Tx,
  { membershipId, expectedVersion }: MembershipInput,
  lockFirst: (known: MembershipOf & Pick<TeamMembership, 'teamId' | 'performerId'>) => Promise<unknown>,
): Promise<{ membership: TeamMembership; of: MembershipOf }> {
  const [known] = isId(membershipId)
    ? await rows<MembershipOf & Pick<TeamMembership, 'teamId' | 'performerId'>>(
        tx.db,
        sql`select m.member_id as "memberId", a.scope_path as "scopePath", i.team_id as "teamId", i.performer_id as "performerId"
          from troupe_team_member i join troupe_member m on m.id = i.performer_id join art_troupe a on a.id = m.troupe_id
          where i.id = ${membershipId}`,
      )
    : [];
  if (!known || !seesMembership(tx.viewer, known)) throw notFound('membership of a team', membershipId);
  await lockFirst(known);
  const membership = await getForUpdate(tx, TeamMembership, membershipId, {
    what: 'membership of a team',
    visible: () => true,
    expectedVersion,
  });
  return { membership, of: known };
}
