import { READERS, scopePaths } from '@union-graph/identity';
import { type Batch, columns, inOrder, raw, rows, sql, underPaths } from '@union-graph/subgraph';
import { Enterprise } from './Enterprise.ts';
import { EnterpriseLabourReport } from './EnterpriseLabourReport.ts';
import { CODE_BODY, codeBody } from './orgCode.ts';
import { figuresScope } from './scope.ts';

/** Employers by id. What is public of them is read wherever one is named, without signing in, too. */
export const enterprise: Batch<string, Enterprise | null> = async ({ db }, ids) => {
  const found = await rows<Enterprise>(
    db,
    sql`select ${columns(Enterprise, 'e')} from enterprise e where e.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Employers by organisation code or credit code, whichever of the two they were registered by. */
export const enterpriseByCode: Batch<string, Enterprise | null> = async ({ db }, codes) => {
  const found = await rows<Enterprise>(
    db,
    sql`select ${columns(Enterprise, 'e')} from enterprise e where ${CODE_BODY} = any(${codes.map(codeBody)})`,
  );
  return inOrder(codes.map(codeBody), found, ({ orgCode }) => codeBody(orgCode));
};

/** Whether the viewer reads the figures of each employer. */
export const seesFigures: Batch<string, boolean> = async ({ db, viewer }, ids) => {
  const found = await rows<{ id: string }>(
    db,
    sql`select e.id from enterprise e where e.id = any(${ids}::uuid[]) and ${figuresScope(viewer, 'e')}`,
  );
  const seen = new Set(found.map(({ id }) => id));
  return ids.map((id) => seen.has(id));
};

export interface Affiliation {
  readonly enterpriseId: string;
  readonly kind: 'OWN_UNION' | 'JOINT_UNION';
  readonly unionId: string;
  readonly from: string;
  readonly to: string | null;
}

/** The union that each employer belongs to now, for whoever signed in. */
export const affiliation: Batch<string, Affiliation | null> = async ({ db, viewer }, enterpriseIds) => {
  if (viewer.kind === 'anonymous') return enterpriseIds.map(() => null);
  const found = await rows<Affiliation>(
    db,
    sql`select a.enterprise_id as "enterpriseId", a.kind, a.union_id as "unionId", a.from_day as "from", a.to_day as "to"
    from enterprise_affiliation a where a.enterprise_id = any(${enterpriseIds}::uuid[]) and a.to_day is null`,
  );
  return inOrder(enterpriseIds, found, ({ enterpriseId }) => enterpriseId);
};

export interface ReportKey {
  readonly enterpriseId: string;
  readonly year: number;
}

/** What was reported of each employer and year, for the staff above the employer's district or its union. */
export const labourReport: Batch<ReportKey, EnterpriseLabourReport | null> = async ({ db, viewer }, keys) => {
  const paths = scopePaths(viewer, ...READERS.enterpriseFigures.inScope);
  const found = await rows<EnterpriseLabourReport>(
    db,
    sql`
    select ${columns(EnterpriseLabourReport, 'r')} from unnest(${keys.map(({ enterpriseId }) => enterpriseId)}::uuid[], ${keys.map(({ year }) => year)}::int[]) as key(id, year)
    join enterprise_labour_report r on r.enterprise_id = key.id and r.year = key.year
    join enterprise e on e.id = r.enterprise_id join trade_union u on u.id = r.submitted_by_id
    where ${underPaths(raw(`('/city/' || e.district_code || '/')`), paths)} or ${underPaths(raw('u.scope_path'), paths)}`,
  );
  const key = ({ enterpriseId, year }: ReportKey) => `${enterpriseId} ${year}`;
  return inOrder(keys.map(key), found, key);
};
