import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { DegreeApplication } from './DegreeApplication.ts';
import { applicationScope } from './scope.ts';

/** Applications by id; null for one that the viewer may not see. */
export const degreeApplication: Batch<string, DegreeApplication | null> = async ({ db, viewer }, ids) => {
  const found = await rows<DegreeApplication>(
    db,
    sql`select ${columns(DegreeApplication, 'a')} from degree_application a
    where a.id = any(${ids}::uuid[]) and ${applicationScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
