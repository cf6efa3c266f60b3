import {
  type Batch,
  civilDay,
  columns,
  empty,
  inOrder,
  type PageSource,
  type ReadContext,
  rows,
  sql,
} from '@union-graph/subgraph';
import { JobVacancy } from './JobVacancy.ts';

interface Filter {
  readonly districtCode?: string | null;
}

/** The vacancies that are open today, those that close first at the top; public. */
export const jobVacancies: PageSource<JobVacancy, Filter> = {
  name: 'jobVacancies',
  select: ({ districtCode }, { now }: ReadContext) => sql`select ${columns(JobVacancy, 'v')} from job_vacancy v
    where v.withdrawn_at is null and v.open_until >= ${civilDay(now)}::date ${districtCode ? sql`and v.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'openUntil', type: 'date' },
    { by: 'id', type: 'uuid' },
  ],
};

/** Vacancies by id, those that are closed, too; public. */
export const jobVacancy: Batch<string, JobVacancy | null> = async ({ db }, ids) =>
  inOrder(
    ids,
    await rows<JobVacancy>(db, sql`select ${columns(JobVacancy, 'v')} from job_vacancy v where v.id = any(${ids}::uuid[])`),
    ({ id }) => id,
  );
