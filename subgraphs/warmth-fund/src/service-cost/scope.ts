import { inScope, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, underPaths } from '@union-graph/subgraph';
import { FUND_STAFF } from '../fund/access.ts';

/** The union itself, those above it, and those who keep the money. */
const READERS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', ...FUND_STAFF, 'AUDITOR'];

/** Whether an application lies in the viewer's part of the union tree. */
export const seesServiceCost = (viewer: Viewer, { scopePath }: { scopePath: string }): boolean =>
  inScope(viewer, scopePath, ...READERS);

/** The same rule as a condition in SQL on `service_cost_application a`. */
export const serviceCostScope = (viewer: Viewer): Sql => underPaths(raw('a.scope_path'), scopePaths(viewer, ...READERS));
