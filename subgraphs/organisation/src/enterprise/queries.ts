import { hasRole } from '@union-graph/identity';
import { columns, empty, findVisible, type PageSource, Refusal, type Sql, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { AffiliationKind, QueryEnterpriseArgs, QueryEnterprisesArgs } from '../schema.gen.ts';
import { COLLEAGUES } from '../staff-member/scope.ts';
import { Enterprise } from './Enterprise.ts';
import { PUBLIC_OWNERS } from './rules.ts';
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

type Filter = Pick<QueryEnterprisesArgs, 'districtCode' | 'ownership' | 'nonPublic' | 'affiliation' | 'nameStartsWith'>;

/** Employers of the city by name, for staff; `FORBIDDEN` to all others. */
export const enterprises: PageSource<Enterprise, Filter> = {
  select: ({ districtCode, ownership, nonPublic, affiliation, nameStartsWith }, { viewer }) => {
    if (!hasRole(viewer, ...COLLEAGUES)) throw new Refusal('FORBIDDEN', 'The register of employers is for staff.');
    return sql`select ${columns(Enterprise, 'e')} from enterprise e where true
      ${districtCode ? sql`and e.district_code = ${districtCode}` : empty}
      ${ownership ? sql`and e.ownership = ${ownership}` : empty}
      ${nonPublic == null ? empty : sql`and (e.ownership = any(${PUBLIC_OWNERS})) is distinct from ${nonPublic}::boolean`}
      ${nameStartsWith ? sql`and e.name_zh ^@ ${nameStartsWith}` : empty}
      ${affiliation ? affiliatedSo(affiliation) : empty}`;
  },
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

function affiliatedSo(kind: AffiliationKind): Sql {
  const held = sql`select from enterprise_affiliation a where a.enterprise_id = e.id and a.to_day is null`;
  return kind === 'NONE' ? sql`and not exists (${held})` : sql`and exists (${held} and a.kind = ${kind})`;
}

/** One employer by id or code; `BAD_USER_INPUT` unless one of the two is given. */
export async function findEnterprise({ loaders }: Context, { id, orgCode }: QueryEnterpriseArgs): Promise<Enterprise> {
  if (id && !orgCode) return findVisible('enterprise', id, loaders.enterprise);
  const found = orgCode && !id ? await loaders.enterpriseByCode.load(orgCode) : null;
  if (found) return found;
  throw orgCode && !id
    ? new Refusal('NOT_FOUND', `There is no enterprise with the code "${orgCode}".`)
    : new Refusal('BAD_USER_INPUT', 'Give the enterprise\'s "id" or its "orgCode", one of the two.', { field: 'id' });
}
