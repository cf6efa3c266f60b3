import { columns, type PageSource, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { ownProjects, projectScope } from './access.ts';
import { type ProjectKind, ServiceProject } from './ServiceProject.ts';

/** All service projects by their codes; public, for a partner's program its own. */
export const serviceProjects: PageSource<ServiceProject, { readonly kind?: ProjectKind | null }> = {
  name: 'serviceProjects',
  select: ({ kind }, { viewer }) =>
    sql`select ${columns(ServiceProject, 'p')} from service_project p
      where (${kind ?? null}::text is null or p.kind = ${kind ?? null}) and ${projectScope(viewer)}`,
  order: [{ by: 'code', type: 'text' }],
};

/** The projects of the viewer's own organisation, by their codes. */
export const myProjects = ({ db, viewer }: ReadContext): Promise<ServiceProject[]> =>
  rows(db, sql`select ${columns(ServiceProject, 'p')} from service_project p where ${ownProjects(viewer)} order by p.code`);
