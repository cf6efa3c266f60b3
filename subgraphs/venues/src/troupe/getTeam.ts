import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { ArtTroupe } from './ArtTroupe.ts';
import { troupePolicy } from './policy.ts';
import { TroupeTeam } from './TroupeTeam.ts';

/** A team, locked, with its troupe, which the viewer leads. Teams are public: `NOT_FOUND` for an id without a row, `FORBIDDEN` for others. */
export async function getTeam(tx: Tx, teamId: string): Promise<{ team: TroupeTeam; troupe: ArtTroupe }> {
  const team = await getForUpdate(tx, TroupeTeam, teamId, { what: 'team', visible: () => true });
  const troupe = await tx.db.findOneByOrFail(ArtTroupe, { id: team.troupeId });
  troupePolicy.authorise(tx.viewer, 'lead', troupe);
  return { team, troupe };
}
