import { isListed } from '@union-graph/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.ts';
import { looksUp } from './lookUps.ts';
import type { Member } from './Member.ts';

type Path = GraphQLResolveInfo['path'];

/**
 * Counts the record of a worker among those that the operation reads one at a time, for a viewer who reads no lists of workers; `FORBIDDEN` past
 * `LOOKED_UP_RECORDS`. One's own record, items of lists and entities that other services name are not counted.
 */
export async function countLookUp({ viewer, loaders }: Context, id: string, path: Path): Promise<void> {
  const memberId = id.toLowerCase();
  if (looksUp(viewer) && viewer.personId !== memberId && !isListed(path)) await loaders.lookUpById.load(memberId);
}

/** The record of a worker whom another record names; null where the viewer may not see it. Counted as by {@link countLookUp}. */
export async function readMember(ctx: Context, id: string, path: Path): Promise<Member | null> {
  await countLookUp(ctx, id, path);
  return ctx.loaders.member.load(id);
}
