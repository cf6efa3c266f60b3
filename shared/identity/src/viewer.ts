import type { Role } from './roles.ts';

/**
 * A role held for one part of the union tree. `scopePath` is the path of that part from the root, closed by a slash
 * (`/city/110101/<union id>/`); the role reaches every row whose own path starts with it.
 */
export interface Grant {
  readonly role: Role;
  readonly scopePath: string;
  readonly unionId?: string;
  readonly districtCode?: string;
}

/** The agreement under which a partner's request runs: to which rows its reading is bound. */
export interface AgreementTerms {
  readonly id: string;
  readonly version: number;
  /** The kind of partner: `INCUBATED`, `CONTACT`, … */
  readonly kind: string;
  /** The partner: the id of the social organisation. */
  readonly partyId: string;
  /** What this request is for, one of the agreement's purposes. */
  readonly purpose: string;
  /** Only rows of these districts; all when empty. */
  readonly districtCodes: readonly string[];
  /** Only these service projects; all of the partner's own when empty. */
  readonly projectIds: readonly string[];
}

/** Who asks. Made by the gateway from a token, carried to the subgraphs by the passport, trusted from nowhere else. */
export interface Viewer {
  /** `anonymous`, the token's subject, the client's id, or `service:<name>`. */
  readonly subject: string;
  readonly kind: 'anonymous' | 'person' | 'client' | 'service';
  /** The one id of a natural person: the id of the `Member` record, the `StaffMember` record, or of both. */
  readonly personId: string | null;
  /** Scope path of the union a member belongs to. Rows that a member creates take it as their own path. */
  readonly unionPath: string | null;
  readonly grants: readonly Grant[];
  /** OAuth scopes: `read`, `write`. */
  readonly scopes: readonly string[];
  readonly clientId: string | null;
  /** Present for a partner alone, and signed with the rest of the passport. */
  readonly agreement?: AgreementTerms;
}

export const ANONYMOUS: Viewer = {
  subject: 'anonymous',
  kind: 'anonymous',
  personId: null,
  unionPath: null,
  grants: [],
  scopes: [],
  clientId: null,
};

/** The viewer of a process that acts for itself: a timer, an event delivery, the gateway asking for an SDL. */
export const serviceViewer = (name: string): Viewer => ({
  ...ANONYMOUS,
  subject: `service:${name}`,
  kind: 'service',
  grants: [{ role: 'SYSTEM', scopePath: '/' }],
});

/** Whether the viewer holds one of the roles anywhere. Where a row is at hand, ask {@link inScope} instead. */
export const hasRole = (viewer: Viewer, ...roles: Role[]): boolean => viewer.grants.some((grant) => roles.includes(grant.role));

/** Whether one of the roles is held for a part of the tree that the row's path lies in. */
export const inScope = (viewer: Viewer, rowPath: string, ...roles: Role[]): boolean =>
  viewer.grants.some((grant) => roles.includes(grant.role) && rowPath.startsWith(grant.scopePath));

/** The parts of the tree in which one of the roles is held: for SQL, with `underPaths` of `shared/subgraph`. */
export const scopePaths = (viewer: Viewer, ...roles: Role[]): string[] =>
  viewer.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.scopePath);

/** Whether the viewer is a partner's program, which reads under an agreement alone. */
export const readsAsPartner = (viewer: Viewer): boolean => viewer.agreement !== undefined || hasRole(viewer, 'PARTNER');
