import { columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import { aidEndedByTime } from '../case/scope.ts';
import type { GrantStatus } from '../schema.gen.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { grantScope } from './scope.ts';

interface Filter {
  readonly status?: GrantStatus | null;
}

/** The grants that the viewer may see, the latest first. */
export const legalAidGrants: PageSource<LegalAidGrant, Filter> = {
  name: 'legalAidGrants',
  select: ({ status }, ctx) =>
    sql`select ${columns(LegalAidGrant, 'g')} from legal_aid_grant g join mediation_case c on c.id = g.case_id
    where ${grantScope(ctx)}
      ${status ? sql`and case when ${aidEndedByTime(ctx)} then 'COMPLETED' else g.status end = ${status}` : empty}`,
  order: [
    { by: 'grantedOn', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
