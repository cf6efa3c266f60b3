import { getForUpdate, isId, notFound, type Tx } from '@union-graph/subgraph';
import { unionPolicy } from './policy.ts';
import { Union } from './Union.ts';

interface UnionInput {
  readonly unionId: string;
  readonly expectedVersion: number;
}

/** A union, locked for a change; unions are public. `NOT_FOUND` when there is none. */
export const getUnion = (tx: Tx, id: string, expectedVersion?: number): Promise<Union> =>
  getForUpdate(tx, Union, id, {
    what: 'union',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });

/**
 * A union and the one above it, both locked, the upper one first, for a verb of the upper one's administrator: anybody
 * else is `FORBIDDEN`, as is everybody for the root.
 */
export async function getUnionBelow(
  tx: Tx,
  verb: Parameters<typeof unionPolicy.authorise>[1],
  input: UnionInput,
): Promise<{ union: Union; parent: Union }> {
  const found = isId(input.unionId) ? await tx.db.findOneBy(Union, { id: input.unionId }) : null;
  if (!found) throw notFound('union', input.unionId);
  const parent = await getUnion(tx, found.parentId ?? found.id);
  unionPolicy.authorise(tx.viewer, verb, parent);
  return { union: await getUnion(tx, found.id, input.expectedVersion), parent };
}
