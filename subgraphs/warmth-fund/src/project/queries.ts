import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { type ProjectKind, ServiceProject } from './ServiceProject.ts';

/** All service projects by their codes; public. */
export const serviceProjects: PageSource<ServiceProject, { readonly kind?: ProjectKind | null }> = {
  select: ({ kind }) =>
    sql`select ${columns(ServiceProject, 'p')} from service_project p
      where ${kind ?? null}::text is null or p.kind = ${kind ?? null}`,
  order: [{ by: 'code', type: 'text' }],
};
