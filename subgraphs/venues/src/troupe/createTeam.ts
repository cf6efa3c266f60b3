import {
  checkedName,
  getEnterprise,
  getForUpdate,
  insertRow,
  newId,
  Refusal,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import type { CreateTeamInput } from '../schema.gen.ts';
import { ArtTroupe } from './ArtTroupe.ts';
import { troupePolicy } from './policy.ts';
import { TroupeTeam } from './TroupeTeam.ts';

/** Forms a team of the troupe; that of an enterprise names it (S-75). */
export async function createTeam(tx: Tx, input: CreateTeamInput): Promise<{ team: TroupeTeam }> {
  const troupe = await getForUpdate(tx, ArtTroupe, input.troupeId, { what: 'troupe', visible: () => true });
  troupePolicy.authorise(tx.viewer, 'lead', troupe);
  const enterpriseId = input.enterpriseId ?? null;
  refuseIf(
    input.kind === 'DIRECT' && enterpriseId !== null,
    'VALIDATION_FAILED',
    'A team of the troupe itself is of no enterprise.',
    {
      rule: 'S-75',
      field: 'enterpriseId',
    },
  );
  if (input.kind === 'ENTERPRISE' && enterpriseId === null)
    throw new Refusal('BAD_USER_INPUT', 'Say of which enterprise the team is.', { field: 'enterpriseId' });
  requireIds({ enterpriseId });
  const enterprise = enterpriseId === null ? null : await getEnterprise(tx, enterpriseId, { field: 'enterpriseId' });
  const team = await insertRow(tx.db, TroupeTeam, {
    id: newId(),
    troupeId: troupe.id,
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    kind: input.kind,
    enterpriseId: enterprise?.entryId ?? null,
    createdAt: tx.now,
    version: 1,
  });
  return { team };
}
