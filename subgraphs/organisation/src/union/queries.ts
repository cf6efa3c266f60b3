import { columns, findVisible, type PageSource, refuseIf, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { QueryUnionTreeArgs } from '../schema.gen.ts';
import { Union } from './Union.ts';

/** The unions directly below one; the parent is the union's id. */
export const childrenOfUnion: PageSource<Union> = {
  name: 'childrenOfUnion',
  select: () => sql`select ${columns(Union, 'u')} from trade_union u where u.parent_id = parent.key::uuid`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** A union and what stands below it, as many levels as `depth` says. */
const tree: PageSource<Union, Pick<Union, 'scopePath'> & { readonly depth: number }> = {
  name: 'tree',
  select: ({ scopePath, depth }) => sql`select ${columns(Union, 'u')} from trade_union u
    where u.scope_path ^@ ${scopePath} and u.level <= ${levelOf(scopePath) + depth}`,
  // Paths sort byte by byte, so a union comes before its branches.
  order: [
    { by: 'scopePath', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** How far a path lies below the root, as the column `level` tells it. */
const levelOf = (scopePath: string): number => scopePath.split('/').length - 3;

const ROOT = '/city/';
const MAX_DEPTH = 5;

/** One page of a union tree. `NOT_FOUND` for a root that is none, `BAD_USER_INPUT` for a depth out of range. */
export async function unionTree(ctx: Context, { rootId, depth = 1, ...page }: QueryUnionTreeArgs) {
  refuseIf(depth < 0 || depth > MAX_DEPTH, 'BAD_USER_INPUT', `"depth" must be 0 to ${MAX_DEPTH}; got ${depth}.`, {
    field: 'depth',
  });
  const scopePath = rootId ? (await findVisible('union', rootId, ctx.loaders.union)).scopePath : ROOT;
  return ctx.page(tree, null, { scopePath, depth, first: page.first ?? null, after: page.after ?? null });
}
