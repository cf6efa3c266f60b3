import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { looksAfterAllProjects, projectScope, projectWork } from './access.ts';
import { ServiceProject } from './ServiceProject.ts';

/** Projects by id; for a partner's program null for those of others. */
export const serviceProject: Batch<string, ServiceProject | null> = async ({ db, viewer }, ids) => {
  const found = await rows<ServiceProject>(
    db,
    sql`
    select ${columns(ServiceProject, 'p')} from service_project p where p.id = any(${ids}::uuid[]) and ${projectScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Whether the viewer may read how projects go, by project id. */
export const seesProjectWork: Batch<string, boolean> = async ({ db, viewer }, ids) => {
  const found = await rows<{ id: string }>(
    db,
    sql`select p.id from service_project p where p.id = any(${ids}::uuid[]) and ${projectWork(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row !== null);
};

/** The districts in which projects work, by project id. */
export const districtsOfProject: Batch<string, { projectId: string; code: string }[]> = async ({ db }, ids) => {
  const found = await rows<{ projectId: string; code: string }>(
    db,
    sql`
    select project_id as "projectId", district_code as code from service_project_district
      where project_id = any(${ids}::uuid[]) order by district_code`,
  );
  return grouped(ids, found, ({ projectId }) => projectId);
};

/** The projects of social organisations whose work the viewer may read, by the organisation's id. */
export const projectsOfOrganisation: Batch<string, ServiceProject[]> = async ({ db, viewer }, organisationIds) => {
  const found = await rows<ServiceProject & { organisationId: string }>(
    db,
    sql`
    select ${columns(ServiceProject, 'p')}, o.organisation_id as "organisationId"
    from project_organisation o join service_project p on p.id = o.project_id
    where o.organisation_id = any(${organisationIds}::uuid[]) and ${projectWork(viewer)}
    order by p.code`,
  );
  return grouped(organisationIds, found, ({ organisationId }) => organisationId);
};

/** Fen paid to social organisations that they did not give back; null for one whose money is not the viewer's to see. */
export const receivedFen: Batch<string, bigint | null> = async ({ db, viewer }, organisationIds) => {
  const found = await rows<{ fen: bigint }>(
    db,
    sql`
    select
      (select coalesce(sum(d.amount_fen), 0) from disbursement d where d.organisation_id = asked.id and d.status = 'SETTLED')::bigint
      - (select coalesce(sum(p.returned_fen), 0) from service_project p where p.ngo_id = asked.id)::bigint as fen
    from unnest(${organisationIds}::uuid[]) with ordinality as asked (id, at) order by asked.at`,
  );
  const seesAll = looksAfterAllProjects(viewer);
  return organisationIds.map((id, at) => (seesAll || viewer.agreement?.partyId === id ? (found[at]?.fen ?? 0n) : null));
};
