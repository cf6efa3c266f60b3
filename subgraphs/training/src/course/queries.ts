import { columns, empty, type PageSource, type ReadContext, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import { Course } from './Course.ts';
import type { CourseKind, ModuleCode } from './rules.ts';
import { TrainingModule } from './TrainingModule.ts';

interface Filter {
  readonly module?: ModuleCode | null;
  readonly kind?: CourseKind | null;
  readonly districtCode?: string | null;
}

const order = [
  { by: 'nameZh', type: 'text' },
  { by: 'id', type: 'uuid' },
] as const;

const select = (where: Sql): Sql => sql`select ${columns(Course, 'c')} from course c where ${where}`;

/** The courses of the catalogue; public. */
export const courses: PageSource<Course, Filter> = {
  name: 'courses',
  select: ({ module, kind, districtCode }) =>
    select(sql`${module ? sql`c.module_code = ${module}` : raw('true')} ${kind ? sql`and c.kind = ${kind}` : empty}
      ${districtCode ? sql`and c.institution_id in (select i.id from institution i where i.scope_path ^@ ${`/city/${districtCode}/`})` : empty}`),
  order,
};

/** The courses of one module; the parent is the module's code. */
export const coursesOfModule: PageSource<Course> = {
  name: 'coursesOfModule',
  select: () => select(raw('c.module_code = parent.key')),
  order,
};

export const allModules = ({ db }: ReadContext): Promise<TrainingModule[]> =>
  rows(db, sql`select ${columns(TrainingModule, 'm')} from training_module m order by m.position`);
