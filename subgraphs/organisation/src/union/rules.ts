import type { Role } from '@union-graph/identity';
import type { Transitions } from '@union-graph/subgraph';

export type UnionKind =
  | 'CITY_FEDERATION'
  | 'DISTRICT_FEDERATION'
  | 'STREET_UNION'
  | 'INDUSTRIAL_UNION'
  | 'BUREAU_COMPANY_UNION'
  | 'COMMUNITY_JOINT_UNION'
  | 'ENTERPRISE_UNION';

export type UnionStatus = 'PREPARING' | 'APPROVED' | 'ACTIVE' | 'SUSPENDED' | 'MERGED' | 'DISSOLVED';

/** Union life (domain rule 2.1.3). Beyond it, a union that never began its work may be given up. */
export const UNION_TRANSITIONS: Transitions<UnionStatus> = {
  PREPARING: ['APPROVED', 'DISSOLVED'],
  APPROVED: ['ACTIVE', 'DISSOLVED'],
  ACTIVE: ['SUSPENDED', 'MERGED', 'DISSOLVED'],
  SUSPENDED: ['ACTIVE'],
  MERGED: [],
  DISSOLVED: [],
};

/** The kinds that a union of a kind may stand below (ORG-INV-4). Each leads one rank up, so the tree has no circles. */
export const PARENT_KINDS: Readonly<Record<UnionKind, readonly UnionKind[]>> = {
  CITY_FEDERATION: [],
  DISTRICT_FEDERATION: ['CITY_FEDERATION'],
  INDUSTRIAL_UNION: ['CITY_FEDERATION'],
  BUREAU_COMPANY_UNION: ['INDUSTRIAL_UNION'],
  STREET_UNION: ['DISTRICT_FEDERATION'],
  COMMUNITY_JOINT_UNION: ['DISTRICT_FEDERATION', 'STREET_UNION'],
  ENTERPRISE_UNION: ['DISTRICT_FEDERATION', 'STREET_UNION', 'BUREAU_COMPANY_UNION'],
};

/** The role that administers a union of a kind, and so approves the ones below it (工会法: approval by the upper union). */
export const ADMINISTRATORS: Readonly<Record<UnionKind, Role | null>> = {
  CITY_FEDERATION: 'CITY_DEPT',
  DISTRICT_FEDERATION: 'DISTRICT_ADMIN',
  STREET_UNION: 'DISTRICT_ADMIN',
  INDUSTRIAL_UNION: 'INDUSTRY_ADMIN',
  BUREAU_COMPANY_UNION: 'BUREAU_ADMIN',
  COMMUNITY_JOINT_UNION: null,
  ENTERPRISE_UNION: null,
};

/** A union's path: that of the union above, then the district's code for a district federation, else its own id. */
export const pathOf = (parentPath: string, union: { id: string; kind: UnionKind; districtCode: string | null }): string =>
  `${parentPath}${union.kind === 'DISTRICT_FEDERATION' ? union.districtCode : union.id}/`;
