import { inScope } from '@union-graph/identity';
import { checkedName, checkedOpenText, getEnterprise, insertRow, newId, requireIds, type Tx } from '@union-graph/subgraph';
import { getHolder } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { NominateStudioInput } from '../schema.gen.ts';
import { requireLeader } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { STUDIO_READERS, studioPolicy } from './policy.ts';

/** Nominates a studio, by the staff of the leader's union or of one above it. */
export async function nominateStudio(tx: Tx, input: NominateStudioInput): Promise<{ studio: InnovationStudio }> {
  const { leaderId, enterpriseId, districtCode, level, namedAfterLeader } = input;
  requireIds({ leaderId, enterpriseId });
  const leader = await getHolder(tx, leaderId.toLowerCase(), {
    field: 'leaderId',
    sees: (viewer, { scopePath }) => inScope(viewer, scopePath, ...STUDIO_READERS),
  });
  const about = { scopePath: leader.scopePath, districtCode, level, leaderMemberId: leader.memberId };
  studioPolicy.authorise(tx.viewer, 'nominateStudio', about);
  await requireLeader(tx, leader.memberId, 'leaderId');
  await getEnterprise(tx, enterpriseId, { field: 'enterpriseId', within: `/city/${districtCode}/` });
  const studio = await insertRow(tx.db, InnovationStudio, {
    ...about,
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 60, 2),
    isNamedAfterLeader: namedAfterLeader,
    expertise: checkedOpenText(input.expertise, 'expertise', 500, 2),
    enterpriseId,
    status: 'NOMINATED' as const,
    nominatedBy: actingPerson(tx.viewer),
    nominatedAt: tx.now,
    reviewedBy: null,
    reviewedAt: null,
    reviewNote: null,
    fundingFen: null,
    namedAt: null,
    namedBy: null,
    site: null,
    openedAt: null,
    revokedAt: null,
    revokedReason: null,
    version: 1,
  });
  return { studio };
}
