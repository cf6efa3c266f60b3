import { columns, empty, type PageSource, requireIds, sql } from '@union-graph/subgraph';
import type { CostStatus } from './rules.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { serviceCostScope } from './scope.ts';

interface Filter {
  readonly status?: CostStatus | null;
  readonly unionId?: string | null;
}

/** The applications for service costs in the viewer's part of the union tree, newest first. */
export const serviceCostApplications: PageSource<ServiceCostApplication, Filter> = {
  name: 'serviceCostApplications',
  select: ({ status, unionId }, { viewer }) => {
    requireIds({ unionId });
    return sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a where ${serviceCostScope(viewer)}
      ${status ? sql`and a.status = ${status}` : empty} ${unionId ? sql`and a.union_id = ${unionId}` : empty}`;
  },
  order: [
    { by: 'appliedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
