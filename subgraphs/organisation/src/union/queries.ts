import { columns, findVisible, type PageSource, refuseIf, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { QueryUnionTreeArgs } from '../schema.gen.ts';
import { Union } from './Union.ts';

/** The unions directly below one; the parent is the union's id. */
export const childrenOfUnion: PageSource<Union> = {
  select: () => sql`select ${columns(Union, 'u')} from trade_union u where u.parent_id = parent.key::uuid`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** A root and what stands below it; the parent is the root's id, or empty for the city federation. */
const tree: PageSource<Union, Pick<QueryUnionTreeArgs, 'depth'>> = {
  select: ({ depth }) => sql`select ${columns(Union, 'u')} from trade_union root
    join trade_union u on u.scope_path ^@ root.scope_path and u.level <= root.level + ${depth}
    where case parent.key when '' then root.parent_id is null else root.id = parent.key::uuid end`,
  // Paths sort byte by byte, so a union comes before its branches.
  order: [
    { by: 'scopePath', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

const MAX_DEPTH = 5;

/** One page of a union tree. `NOT_FOUND` for a root that is none, `BAD_USER_INPUT` for a depth out of range. */
export async function unionTree(ctx: Context, { rootId, depth = 1, ...page }: QueryUnionTreeArgs) {
  refuseIf(depth < 0 || depth > MAX_DEPTH, 'BAD_USER_INPUT', `"depth" must be 0 to ${MAX_DEPTH}; got ${depth}.`, {
    field: 'depth',
  });
  if (rootId) await findVisible('union', rootId, ctx.loaders.union);
  return ctx.page(tree, rootId ?? null, { depth, first: page.first ?? null, after: page.after ?? null });
}
