import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import type { HomeMechanism } from '../schema.gen.ts';
import { HomeAssessment } from './HomeAssessment.ts';
import { WorkersHome } from './WorkersHome.ts';

/** Homes by id; public, as all of this noun. */
export const workersHome: Batch<string, WorkersHome | null> = async ({ db }, ids) => {
  const found = await rows<WorkersHome>(
    db,
    sql`select ${columns(WorkersHome, 'h')} from workers_home h where h.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The assessments of each home, the latest first. */
export const assessmentsOfHome: Batch<string, HomeAssessment[]> = async ({ db }, ids) => {
  const found = await rows<HomeAssessment>(
    db,
    sql`select ${columns(HomeAssessment, 'a')} from home_assessment a
    where a.workers_home_id = any(${ids}::uuid[]) order by a.assessed_at desc, a.id desc`,
  );
  return grouped(ids, found, ({ homeId }) => homeId);
};

/** What keeps each home at work. */
export const mechanismsOfHome: Batch<string, HomeMechanism[]> = async ({ db }, ids) => {
  const found = await rows<HomeMechanism & { homeId: string }>(
    db,
    sql`select m.workers_home_id as "homeId", m.kind, m.last_held_on as "lastHeldAt" from home_mechanism m
    where m.workers_home_id = any(${ids}::uuid[]) order by m.kind`,
  );
  return grouped(ids, found, ({ homeId }) => homeId);
};
