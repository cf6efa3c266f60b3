import { unionActivated, unionDissolved } from '@union-graph/events';
import { handle, type Tx } from '@union-graph/subgraph';
import { endUnion } from './endUnion.ts';
import { endedBefore } from './heirOf.ts';
import { unions } from './unions.ts';

const endBefore = async (tx: Tx, { subject }: { readonly subject: string }): Promise<void> => {
  for (const union of await endedBefore(tx, subject)) await endUnion(tx, union);
};

/**
 * Keeps which unions there are, of which kind and where, and which of them have ended. Whatever is told of a union, what those asked for that were merged
 * into it goes on by it, or ends: a union may be told of later than the one that was merged into it.
 */
export const followUnion = [
  unions.follow(unionActivated, ({ data: { kind, scopePath } }) => ({ kind, scopePath, hasEnded: false, mergedIntoId: null })),
  unions.follow(unionDissolved, ({ data: { kind, scopePath, mergedIntoId } }) => ({
    kind,
    scopePath,
    hasEnded: true,
    mergedIntoId,
  })),
  handle(unionActivated, endBefore),
  handle(unionDissolved, endBefore),
];
