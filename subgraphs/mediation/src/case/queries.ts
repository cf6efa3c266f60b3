import { columns, empty, type PageSource, requireIds, sql } from '@union-graph/subgraph';
import type { CaseStatus } from '../schema.gen.ts';
import { MediationCase } from './MediationCase.ts';
import { caseScope, currentStatusSql } from './scope.ts';

interface Filter {
  readonly status?: CaseStatus | null;
  readonly orgId?: string | null;
  readonly districtCode?: string | null;
}

const order = [
  { by: 'receivedAt', type: 'timestamptz', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

/** The cases that the viewer may see, the newest first. */
export const mediationCases: PageSource<MediationCase, Filter> = {
  name: 'mediationCases',
  select: ({ status, orgId, districtCode }, ctx) => {
    requireIds({ orgId });
    return sql`select ${columns(MediationCase, 'c')} from mediation_case c where ${caseScope(ctx)}
      ${status ? sql`and ${currentStatusSql(ctx)} = ${status}` : empty}
      ${orgId ? sql`and c.org_id = ${orgId}::uuid` : empty} ${districtCode ? sql`and c.district_code = ${districtCode}` : empty}`;
  },
  order,
};

/** A person's cases as far as the viewer may see them; the parent is the person's id. */
export const casesOfPerson: PageSource<MediationCase> = {
  name: 'casesOfPerson',
  select: (_, ctx) =>
    sql`select ${columns(MediationCase, 'c')} from mediation_case c where c.id in (select p.case_id from case_party p where p.person_id = parent.key::uuid) and ${caseScope(ctx)}`,
  order,
};
