import { civilDay, columns, empty, type PageSource, requireIds, type Sql, sql } from '@union-graph/subgraph';
import type { ContractKind } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractScope } from './scope.ts';

interface Filter {
  readonly kind?: ContractKind | null;
  readonly workersSideId?: string | null;
  readonly renewalDue?: boolean | null;
}

/** A contract whose time for renewal has come and that no open round is to renew, in SQL on `collective_contract c`. */
export const renewalDue = (today: string): Sql => sql`(c.objected_on is null and c.objection_by < ${today}::date
  and c.renewal_from <= ${today}::date and c.term_to >= ${today}::date and not exists (
    select from bargaining_round r where r.renews_id = c.id and r.status <> 'REFUSED'
      and not (r.status = 'NOTICED' and r.reply_due_on < ${today}::date)))`;

/** The contracts that the viewer may see, the last signed first. */
export const collectiveContracts: PageSource<CollectiveContract, Filter> = {
  name: 'collectiveContracts',
  select: ({ kind, workersSideId, renewalDue: isDue }, ctx) => {
    requireIds({ workersSideId });
    const due = renewalDue(civilDay(ctx.now));
    return sql`select ${columns(CollectiveContract, 'c')} from collective_contract c where ${contractScope(ctx)}
      ${kind ? sql`and c.kind = ${kind}` : empty} ${workersSideId ? sql`and c.workers_side_id = ${workersSideId}::uuid` : empty}
      ${isDue == null ? empty : isDue ? sql`and ${due}` : sql`and not coalesce(${due}, false)`}`;
  },
  order: [
    { by: 'signedOn', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
