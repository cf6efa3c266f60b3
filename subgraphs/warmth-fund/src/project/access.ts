import { hasRole, inScope, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { forbidden, type Refusal, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';

/** Those who look after projects, each in their own part of the city. */
const READERS: readonly Role[] = [
  'SOCIAL_DEPT',
  'CITY_DEPT',
  'DISTRICT_ADMIN',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_CASHIER',
  'FUND_ACCOUNTANT',
  'AUDITOR',
];

export const looksAfterProjects = (viewer: Viewer): boolean => hasRole(viewer, ...READERS);

/** Whether the viewer looks after the projects of the whole city: an organisation's money is not divided by district. */
export const looksAfterAllProjects = (viewer: Viewer): boolean => inScope(viewer, CITY_PATH, ...READERS);

/**
 * Rows of `service_project p` that exist for the viewer: all, since name, kind and group are public; for a partner's program
 * those of its own organisation only (domain rule 4.3, point 5).
 */
export const projectScope = (viewer: Viewer): Sql => (viewer.agreement ? ownProjects(viewer) : raw('true'));

/**
 * Projects of the viewer's own organisation: by its program's agreement, which may name fewer, or as one of its people. With a
 * contract that is terminated the access ends (domain rule 4.4).
 */
export function ownProjects({ agreement, personId }: Viewer): Sql {
  if (!agreement) {
    return sql`(p.status <> 'TERMINATED' and exists (
      select from project_application a join project_application_person s on s.application_id = a.id
        where a.project_id = p.id and a.status = 'CHOSEN' and s.person_id = ${personId}::uuid))`;
  }
  const { partyId, projectIds, districtCodes } = agreement;
  return sql`(p.status <> 'TERMINATED'
    and exists (select from project_organisation o where o.project_id = p.id and o.organisation_id = ${partyId}::uuid)
    and (${projectIds.length === 0} or p.id = any(${projectIds}::uuid[]))
    and (${districtCodes.length === 0} or exists (
      select from service_project_district d where d.project_id = p.id and d.district_code = any(${districtCodes}))))`;
}

/** Projects whose state, money and results the viewer may read: their own, and those that work in their part of the city. */
export const projectWork = (viewer: Viewer): Sql => sql`(${ownProjects(viewer)} or exists (
  select from service_project_district w where w.project_id = p.id
    and ${underPaths(raw(`('/city/' || w.district_code || '/')`), scopePaths(viewer, ...READERS))}))`;

/** The answer for those who may know of a project, but not how it goes. */
export const projectWorkClosed = (viewer: Viewer): Refusal =>
  forbidden(viewer, "A project's work is open to its own organisation and to the departments that look after projects.", {
    kind: 'role',
    anyOf: READERS,
    persons: ['organisation'],
  });
