import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import type { Unit } from '../external-agency/units.ts';
import { Resolution } from './Resolution.ts';

/** What each meeting resolved, in order; public. */
export const resolutionsOfConference: Batch<string, Resolution[]> = async ({ db }, ids) => {
  const found = await rows<Resolution>(
    db,
    sql`select ${columns(Resolution, 'r')} from resolution r where r.joint_conference_id = any(${ids}::uuid[]) order by r.seq`,
  );
  return grouped(ids, found, ({ conferenceId }) => conferenceId);
};

/** What was resolved about each task, the latest first; public. */
export const resolutionsOfTask: Batch<string, Resolution[]> = async ({ db }, ids) => {
  const found = await rows<Resolution>(
    db,
    sql`select ${columns(Resolution, 'r')} from resolution r where r.task_project_id = any(${ids}::uuid[])
    order by r.held_on desc, r.joint_conference_id desc, r.seq desc`,
  );
  return grouped(ids, found, ({ taskId }) => taskId as string);
};

/** The units that were at each meeting. A meeting is reached by staff only: see `jointConferences`. */
export const attendees: Batch<string, Unit[]> = async ({ db }, ids) => {
  const found = await rows<Unit & { conferenceId: string }>(
    db,
    sql`select a.joint_conference_id as "conferenceId", a.union_id as "unionId", a.agency_code as "agencyCode"
    from conference_attendee a where a.joint_conference_id = any(${ids}::uuid[]) order by a.place`,
  );
  return grouped(ids, found, ({ conferenceId }) => conferenceId);
};
