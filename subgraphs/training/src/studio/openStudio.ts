import { checkedName, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import type { OpenStudioInput } from '../schema.gen.ts';
import { getStudioFor, requireLeader } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { tellCount } from './tellCount.ts';

/** A named studio begins to work at a site of its own; a studio of the city now counts for the plan (IND-07). */
export async function openStudio(tx: Tx, input: OpenStudioInput): Promise<{ studio: InnovationStudio }> {
  const before = await getStudioFor(tx, 'openStudio', input, 'ACTIVE');
  await requireLeader(tx, before.leaderMemberId, 'studioId');
  const site = checkedName(input.site, 'site', 200, 2);
  const studio = await updateRow(tx.db, InnovationStudio, before, { status: 'ACTIVE', site, openedAt: civilDay(tx.now) });
  await tellCount(tx, studio);
  return { studio };
}
