import { scopePaths } from '@union-graph/identity';
import {
  type Batch,
  columns,
  grouped,
  inOrder,
  type ReadContext,
  raw,
  rows,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import { TRAINING_READERS } from './policy.ts';
import { StaffTrainingRecord } from './StaffTrainingRecord.ts';
import { StaffTrainingVoid } from './StaffTrainingVoid.ts';
import { TrainingCompliance } from './TrainingCompliance.ts';

export interface YearOfStaff {
  readonly staffId: string;
  readonly year: number;
}

/** Officers' years; null where nothing is recorded or the viewer may not see it. */
export const trainingYear: Batch<YearOfStaff, TrainingCompliance | null> = async ({ db, viewer }, keys) => {
  const found = await rows<TrainingCompliance>(
    db,
    sql`select ${columns(TrainingCompliance, 'y')} from staff_training_year y
    join ${wanted(keys)} on wanted.staff_id = y.staff_id and wanted.year = y.year where ${yearScope(viewer)}`,
  );
  return inOrder(keys.map(nameOf), found, nameOf);
};

/** The records of officers' years that the viewer may see, by day. */
export const trainingRecords: Batch<YearOfStaff, StaffTrainingRecord[]> = async ({ db, viewer }, keys) => {
  const found = await rows<StaffTrainingRecord & { readonly year: number }>(
    db,
    sql`select ${columns(StaffTrainingRecord, 'r')}, r.year from staff_training_record r
    join staff_training_year y on y.staff_id = r.staff_id and y.year = r.year
    join ${wanted(keys)} on wanted.staff_id = y.staff_id and wanted.year = y.year
    where ${yearScope(viewer)} order by r.date, r.id`,
  );
  return grouped(keys.map(nameOf), found, nameOf);
};

/** What was declared void, by the record's id; null for one that stands. Who reads a record may read this. */
export const trainingVoid: Batch<string, StaffTrainingVoid | null> = async ({ db }, ids) => {
  const found = await rows<StaffTrainingVoid>(
    db,
    sql`select ${columns(StaffTrainingVoid, 'v')} from staff_training_void v where v.record_id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ recordId }) => recordId);
};

const nameOf = ({ staffId, year }: YearOfStaff): string => `${staffId} ${year}`;

const wanted = (keys: readonly YearOfStaff[]): Sql => sql`(select distinct * from
  unnest(${keys.map(({ staffId }) => staffId)}::uuid[], ${keys.map(({ year }) => year)}::int[]) as w(staff_id, year)) as wanted`;

/** Which years `y` the viewer may see. */
const yearScope = (viewer: ReadContext['viewer']): Sql =>
  sql`(y.staff_id = ${viewer.personId}::uuid or ${underPaths(raw('y.scope_path'), scopePaths(viewer, ...TRAINING_READERS))})`;
