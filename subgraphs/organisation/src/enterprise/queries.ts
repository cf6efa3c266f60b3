import { columns, findVisible, type PageSource, Refusal, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { QueryEnterpriseArgs } from '../schema.gen.ts';
import { Enterprise } from './Enterprise.ts';
import { signedIn } from './scope.ts';

/** The firms that a union and all below it cover; the parent is the union's id. */
export const coveredEnterprises: PageSource<Enterprise> = {
  select: (_, { viewer }) => sql`select ${columns(Enterprise, 'e')} from trade_union u
    join trade_union below on below.scope_path ^@ u.scope_path
    join enterprise_affiliation a on a.union_id = below.id and a.to_day is null
    join enterprise e on e.id = a.enterprise_id where u.id = parent.key::uuid and ${signedIn(viewer)}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** One employer by id or code; `BAD_USER_INPUT` unless one of the two is given. */
export async function findEnterprise({ loaders }: Context, { id, orgCode }: QueryEnterpriseArgs): Promise<Enterprise> {
  if (id && !orgCode) return findVisible('enterprise', id, loaders.enterprise);
  const found = orgCode && !id ? await loaders.enterpriseByCode.load(orgCode) : null;
  if (found) return found;
  throw orgCode && !id
    ? new Refusal('NOT_FOUND', `There is no enterprise with the code "${orgCode}".`)
    : new Refusal('BAD_USER_INPUT', 'Give the enterprise\'s "id" or its "orgCode", one of the two.', { field: 'id' });
}
