import { scopePaths } from '@union-graph/identity';
import { type Batch, columns, grouped, inOrder, raw, rows, sql, underPaths } from '@union-graph/subgraph';
import { InnovationStudio } from './InnovationStudio.ts';
import { STUDIO_READERS } from './policy.ts';
import { studioScope } from './queries.ts';
import { StudioEvaluation } from './StudioEvaluation.ts';
import { StudioProject } from './StudioProject.ts';

/** Studios by id; null for one that the viewer may not see. */
export const innovationStudio: Batch<string, InnovationStudio | null> = async ({ db, viewer }, ids) => {
  const found = await rows<InnovationStudio>(
    db,
    sql`select ${columns(InnovationStudio, 's')} from innovation_studio s where s.id = any(${ids}::uuid[]) and ${studioScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** What a studio works on, the latest year first. */
export const projectsOfStudio: Batch<string, StudioProject[]> = async ({ db }, studioIds) => {
  const found = await rows<StudioProject>(
    db,
    sql`select ${columns(StudioProject, 'p')} from studio_project p
      where p.studio_id = any(${studioIds}::uuid[]) order by p.year desc, p.name_zh, p.id`,
  );
  return grouped(studioIds, found, ({ studioId }) => studioId);
};

/** A studio's evaluations, the latest first; for staff of its part of the tree. */
export const evaluationsOfStudio: Batch<string, StudioEvaluation[]> = async ({ db, viewer }, studioIds) => {
  const found = await rows<StudioEvaluation>(
    db,
    sql`select ${columns(StudioEvaluation, 'e')} from studio_evaluation e join innovation_studio s on s.id = e.studio_id
      where s.id = any(${studioIds}::uuid[]) and ${underPaths(raw('s.scope_path'), scopePaths(viewer, ...STUDIO_READERS))} order by e.year desc`,
  );
  return grouped(studioIds, found, ({ studioId }) => studioId);
};

/** The codes of the agencies that named a studio together with the federation. */
export const coNamersOfStudio: Batch<string, { studioId: string; code: string }[]> = async ({ db }, studioIds) => {
  const found = await rows<{ studioId: string; code: string }>(
    db,
    sql`select n.studio_id as "studioId", n.agency_code as code from studio_co_namer n
      where n.studio_id = any(${studioIds}::uuid[]) order by n.signed_at, n.agency_code`,
  );
  return grouped(studioIds, found, ({ studioId }) => studioId);
};
