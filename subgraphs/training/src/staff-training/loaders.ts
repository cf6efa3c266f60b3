import { scopePaths } from '@union-graph/identity';
import { type Batch, columns, inOrder, raw, rows, sql, underPaths } from '@union-graph/subgraph';
import { TRAINING_READERS } from './policy.ts';
import { TrainingCompliance } from './TrainingCompliance.ts';

export interface YearOfStaff {
  readonly staffId: string;
  readonly year: number;
}

/** Officers' years; null where nothing is recorded or the viewer may not see it. */
export const trainingYear: Batch<YearOfStaff, TrainingCompliance | null> = async ({ db, viewer }, keys) => {
  const staffIds = keys.map(({ staffId }) => staffId);
  const years = keys.map(({ year }) => year);
  const found = await rows<TrainingCompliance>(
    db,
    sql`select ${columns(TrainingCompliance, 'y')} from staff_training_year y
    join (select distinct * from unnest(${staffIds}::uuid[], ${years}::int[]) as w(staff_id, year)) as wanted
      on wanted.staff_id = y.staff_id and wanted.year = y.year
    where y.staff_id = ${viewer.personId}::uuid or ${underPaths(raw('y.scope_path'), scopePaths(viewer, ...TRAINING_READERS))}`,
  );
  const nameOf = ({ staffId, year }: YearOfStaff): string => `${staffId} ${year}`;
  return inOrder(keys.map(nameOf), found, nameOf);
};
