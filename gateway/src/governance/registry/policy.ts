import type { Role, Viewer } from '@union-graph/identity';
import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** The roles that administer a union which may own a subgraph. */
export const OWNER_ROLES: readonly Role[] = ['INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

/** The part of a subgraph that the policy depends on. */
export interface OwnedSubgraph {
  readonly ownerUnionId: string;
}

/** Whether a person administers the union that owns a subgraph. */
const administers = ({ personId, grants }: Viewer, { ownerUnionId }: OwnedSubgraph): boolean =>
  personId !== null && grants.some(({ role, unionId }) => OWNER_ROLES.includes(role) && unionId === ownerUnionId);

/** Who may do what with registered subgraphs. Programs publish by their credentials (`credentials.ts`). */
export const registryPolicy = definePolicy<OwnedSubgraph>()({
  registerSubgraph: administers,
  addSubgraphCredential: administers,
  revokeSubgraphCredential: (viewer, row) =>
    administers(viewer, row) || (viewer.personId !== null && inScope(viewer, '/city/', 'PRIVACY_OFFICER')),
  rollBackSubgraph: administers,
  withdrawVersion: administers,
  /** `decideSubgraph.ts` refuses the person who registered the subgraph. */
  decideSubgraph: (viewer) => viewer.personId !== null && inScope(viewer, '/city/', 'CITY_DEPT'),
});
