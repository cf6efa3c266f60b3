import { columns, empty, type PageSource, requireIds, sql } from '@union-graph/subgraph';
import { Disbursement } from './Disbursement.ts';
import type { DisbursementStatus } from './rules.ts';
import { disbursementScope } from './scope.ts';

interface Filter {
  readonly status?: DisbursementStatus | null;
  readonly fundId?: string | null;
}

/** The payouts that the viewer may see, newest first. */
export const disbursements: PageSource<Disbursement, Filter> = {
  name: 'disbursements',
  select: ({ status, fundId }, { viewer }) => {
    if (fundId) requireIds({ fundId });
    return sql`select ${columns(Disbursement, 'd')} from disbursement d where ${disbursementScope(viewer)}
      ${status ? sql`and d.status = ${status}` : empty} ${fundId ? sql`and d.fund_id = ${fundId}` : empty}`;
  },
  order: [
    { by: 'createdAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
