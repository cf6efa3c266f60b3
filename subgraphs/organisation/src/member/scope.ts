import { hasRole, inScope, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { Member } from './Member.ts';

/** The roles that work with members' records, each inside its own part of the union tree. */
export const MEMBER_READERS: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
  'HOTLINE_AGENT',
  'MEDIATOR',
  'LAWYER',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_CASHIER',
  'PRIVACY_OFFICER',
  'SYSTEM',
];

/** Whether the viewer may see a worker's record: it is their own, or lies in their part of the tree (domain rule 2.0 «Scope»). */
export const seesMember = (viewer: Viewer, { id, scopePath }: Pick<Member, 'id' | 'scopePath'>): boolean =>
  viewer.personId === id || inScope(viewer, scopePath, ...MEMBER_READERS);

/** The same rule as a condition in SQL, on the table `member` under an alias. What hangs on a member joins it and asks this. */
export const memberScope = (viewer: Viewer, alias: string): Sql =>
  sql`(${raw(alias)}.id = ${viewer.personId}::uuid or ${underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...MEMBER_READERS))})`;

/** Whether the viewer may read records of workers at all, their own aside. */
export const readsMembers = (viewer: Viewer): boolean => hasRole(viewer, ...MEMBER_READERS);
