import { columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import type { MediationOrgKind } from '../schema.gen.ts';
import { MediationOrg } from './MediationOrg.ts';

interface Filter {
  readonly kind?: MediationOrgKind | null;
  readonly districtCode?: string | null;
}

/** The mediation organisations of the city; public. */
export const mediationOrgs: PageSource<MediationOrg, Filter> = {
  name: 'mediationOrgs',
  select: ({ kind, districtCode }) => sql`select ${columns(MediationOrg, 'o')} from mediation_org o where true
    ${kind ? sql`and o.kind = ${kind}` : empty} ${districtCode ? sql`and o.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
