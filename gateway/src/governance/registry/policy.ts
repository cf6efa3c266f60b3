import type { Role, Viewer } from '@union-graph/identity';
import { hasRole } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** The roles that administer a union which may own a subgraph. */
export const OWNER_ROLES: readonly Role[] = ['INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

/** What the policy must know of a subgraph. */
export interface Owned {
  readonly ownerUnionId: string;
}

/** Whether a person administers the union that owns a subgraph. */
const administers = ({ personId, grants }: Viewer, { ownerUnionId }: Owned): boolean =>
  personId !== null && grants.some(({ role, unionId }) => OWNER_ROLES.includes(role) && unionId === ownerUnionId);

/** Who may do what with registered subgraphs; that a program publishes by its credential is a rule of its own (`credentials.ts`). */
export const registryPolicy = definePolicy<Owned>()({
  registerSubgraph: administers,
  addSubgraphCredential: administers,
  revokeSubgraphCredential: (viewer, row) =>
    administers(viewer, row) || (viewer.personId !== null && hasRole(viewer, 'PRIVACY_OFFICER')),
  rollBackSubgraph: administers,
  /** That nobody decides about what they registered is a rule of its own. */
  decideSubgraph: (viewer) => viewer.personId !== null && hasRole(viewer, 'CITY_DEPT'),
});
