import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { MediationCase } from './MediationCase.ts';
import { caseScope, currentStatusSql, ofFirm } from './scope.ts';

/** Cases by id; null for one that the viewer may not see. */
export const mediationCase: Batch<string, MediationCase | null> = async (ctx, ids) => {
  const found = await rows<MediationCase>(
    ctx.db,
    sql`select ${columns(MediationCase, 'c')} from mediation_case c
    where c.id = any(${ids}::uuid[]) and ${caseScope(ctx)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Whether a case is one of the partner's firm; a case that is and yet not told waits for consent. */
export const caseOfFirm: Batch<string, boolean> = async (ctx, ids) => {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select c.id from mediation_case c where c.id = any(${ids}::uuid[]) and ${ofFirm(ctx)}`,
  );
  return ids.map((id) => found.some((row) => row.id === id));
};

/** The open cases that an enterprise is a party to. */
export interface OpenCases {
  readonly all: number;
  /** Those of them that the viewer may see. */
  readonly seen: number;
}

/** How many open cases an enterprise is a party to, by its id. */
export const openCasesCount: Batch<string, OpenCases> = async (ctx, enterpriseIds) => {
  const found = await rows<OpenCases & { id: string }>(
    ctx.db,
    sql`select p.enterprise_id as id, count(distinct c.id)::int as "all", (count(distinct c.id) filter (where ${caseScope(ctx)}))::int as seen
    from case_party p join mediation_case c on c.id = p.case_id and c.closed_at is null and ${currentStatusSql(ctx)} <> 'FAILED'
    where p.enterprise_id = any(${enterpriseIds}::uuid[]) group by p.enterprise_id`,
  );
  return inOrder(enterpriseIds, found, ({ id }) => id).map((row) => row ?? { all: 0, seen: 0 });
};
