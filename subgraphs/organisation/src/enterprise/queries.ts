import { hasRole, STAFF_ROLES, type Viewer } from '@union-graph/identity';
import {
  beginsWith,
  columns,
  empty,
  findVisible,
  forbidden,
  type PageArgs,
  type PageSource,
  Refusal,
  raw,
  type Sql,
  sql,
  underPath,
} from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { AffiliationKind, QueryEnterpriseArgs, QueryEnterprisesArgs } from '../schema.gen.ts';
import type { UnionKind } from '../union/rules.ts';
import type { Union } from '../union/Union.ts';
import { Enterprise } from './Enterprise.ts';
import { PUBLIC_OWNERS } from './rules.ts';
import { signedIn } from './scope.ts';

/** How far unions of a kind reach: to firms of their own, to some below them, or to so many that a page is met sooner in the order of names. */
type Reach = 'OWN' | 'SOME' | 'MANY';
const REACH: Readonly<Record<UnionKind, Reach>> = {
  CITY_FEDERATION: 'MANY',
  DISTRICT_FEDERATION: 'MANY',
  INDUSTRIAL_UNION: 'MANY',
  BUREAU_COMPANY_UNION: 'SOME',
  STREET_UNION: 'SOME',
  COMMUNITY_JOINT_UNION: 'OWN',
  ENTERPRISE_UNION: 'OWN',
};

const ofUnion = sql`select a.enterprise_id from enterprise_affiliation a where a.union_id = parent.key::uuid and a.to_day is null`;
const ofBranch = sql`select a.enterprise_id from trade_union u
  join trade_union below on ${underPath(raw('below.scope_path'), raw('u.scope_path'))}
  join enterprise_affiliation a on a.union_id = below.id and a.to_day is null where u.id = parent.key::uuid`;

/** The firms that a union and all below it cover; the parent is the union's id. */
const covered: PageSource<Enterprise, { readonly reach: Reach }> = {
  name: 'covered',
  select: ({ reach }, { viewer }) => {
    const firm = sql`select ${columns(Enterprise, 'e')} from enterprise e where e.id = firm.enterprise_id and ${signedIn(viewer)}`;
    // The planner cannot know how few the firms of a branch are; a fence makes it look up each by its key.
    return sql`select whole.* from (${reach === 'OWN' ? ofUnion : ofBranch}) as firm
      cross join lateral (${firm} ${reach === 'SOME' ? raw('offset 0') : empty}) as whole`;
  },
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** One page of the firms that a union covers. */
export const coveredEnterprises = (ctx: Context, { id, kind }: Pick<Union, 'id' | 'kind'>, { first, after }: PageArgs) =>
  ctx.page(covered, id, { reach: REACH[kind], first: first ?? null, after: after ?? null });

type Filter = Pick<QueryEnterprisesArgs, 'districtCode' | 'ownership' | 'nonPublic' | 'affiliation' | 'nameStartsWith'>;

/** Employers of the city by name, for staff; `FORBIDDEN` to all others. */
export const enterprises: PageSource<Enterprise, Filter> = {
  name: 'enterprises',
  select: ({ districtCode, ownership, nonPublic, affiliation, nameStartsWith }, { viewer }) => {
    refuseUnlessStaff(viewer);
    return sql`select ${columns(Enterprise, 'e')} from enterprise e where true
      ${districtCode ? sql`and e.district_code = ${districtCode}` : empty}
      ${ownership ? sql`and e.ownership = ${ownership}` : empty}
      ${nonPublic == null ? empty : sql`and (e.ownership = any(${PUBLIC_OWNERS})) is distinct from ${nonPublic}::boolean`}
      ${nameStartsWith ? sql`and ${beginsWith('e.name_zh', nameStartsWith)}` : empty}
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

/** The register of employers, by one or by list, is for staff; what is public of an employer stands wherever one is named. */
function refuseUnlessStaff(viewer: Viewer): void {
  if (!hasRole(viewer, ...STAFF_ROLES))
    throw forbidden(viewer, 'The register of employers is for staff.', { kind: 'role', anyOf: STAFF_ROLES });
}

/** One employer by id or code; `BAD_USER_INPUT` unless one of the two is given. */
export async function findEnterprise({ loaders, viewer }: Context, { id, orgCode }: QueryEnterpriseArgs): Promise<Enterprise> {
  refuseUnlessStaff(viewer);
  if (id && !orgCode) return findVisible('enterprise', id, loaders.enterprise);
  const found = orgCode && !id ? await loaders.enterpriseByCode.load(orgCode) : null;
  if (found) return found;
  throw orgCode && !id
    ? new Refusal('NOT_FOUND', `There is no enterprise with the code "${orgCode}".`)
    : new Refusal('BAD_USER_INPUT', 'Give the enterprise\'s "id" or its "orgCode", one of the two.', { field: 'id' });
}
