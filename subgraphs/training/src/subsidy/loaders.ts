import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { subsidyScope } from './queries.ts';
import { SubsidyApplication } from './SubsidyApplication.ts';

/** Subsidy applications by id; null for one that the viewer may not see. */
export const subsidyApplication: Batch<string, SubsidyApplication | null> = async ({ db, viewer }, ids) => {
  const found = await rows<SubsidyApplication>(
    db,
    sql`select ${columns(SubsidyApplication, 's')} from subsidy_application s
    where s.id = any(${ids}::uuid[]) and ${subsidyScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
