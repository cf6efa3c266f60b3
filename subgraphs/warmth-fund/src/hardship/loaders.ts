import { type Batch, columns, grouped, inOrder, raw, rows, sql } from '@union-graph/subgraph';
import { consentedToHealth } from './circumstances.ts';
import { HomeVisit } from './HomeVisit.ts';
import { Household } from './Household.ts';
import { HouseholdMember } from './HouseholdMember.ts';
import { Objection } from './Objection.ts';
import { PublicNotice } from './PublicNotice.ts';
import { detailScope } from './queries.ts';

/** Households by id; null for one whose persons the viewer may not see. */
export const household: Batch<string, Household | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Household>(
    db,
    sql`select ${columns(Household, 'h')} from household h where h.id = any(${ids}::uuid[])
      and exists (select from hardship_file f where f.household_id = h.id and ${detailScope(viewer)})`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The persons of households, the head first. Asked only for households that the viewer sees. */
export const membersOfHousehold: Batch<string, HouseholdMember[]> = async ({ db }, householdIds) => {
  const found = await rows<HouseholdMember>(
    db,
    sql`select ${columns(HouseholdMember, 'm')} from household_member m where m.household_id = any(${householdIds}::uuid[])
      order by m.relation <> 'SELF', m.id`,
  );
  return grouped(householdIds, found, ({ householdId }) => householdId);
};

/** The visits of files, the latest first. Asked only for files whose household the viewer sees. */
export const visitsOfFile: Batch<string, HomeVisit[]> = async ({ db }, fileIds) => {
  const found = await rows<HomeVisit>(
    db,
    sql`select ${columns(HomeVisit, 'v')} from home_visit v where v.file_id = any(${fileIds}::uuid[]) order by v.visited_at desc, v.id desc`,
  );
  return grouped(fileIds, found, ({ fileId }) => fileId);
};

export const noticeOfFile: Batch<string, PublicNotice | null> = async ({ db }, fileIds) => {
  const found = await rows<PublicNotice>(
    db,
    sql`select ${columns(PublicNotice, 'n')} from public_notice n where n.file_id = any(${fileIds}::uuid[])`,
  );
  return inOrder(fileIds, found, ({ fileId }) => fileId);
};

/** The objections to notices, the latest first, for those who see the household. */
export const objectionsOfNotice: Batch<string, Objection[]> = async ({ db, viewer }, noticeIds) => {
  const found = await rows<Objection>(
    db,
    sql`select ${columns(Objection, 'o')} from objection o join public_notice n on n.id = o.notice_id
      join hardship_file f on f.id = n.file_id
      where o.notice_id = any(${noticeIds}::uuid[]) and ${detailScope(viewer)} order by o.at desc, o.id desc`,
  );
  return grouped(noticeIds, found, ({ noticeId }) => noticeId);
};

/** Whether data about health may be read of households: by the head themselves, and by others while the head's separate consent stands (ORG-INV-8). */
export const healthIsOpen: Batch<string, boolean> = async ({ db, viewer, now }, householdIds) => {
  const open = await rows<{ id: string }>(
    db,
    sql`select h.id from household h where h.id = any(${householdIds}::uuid[])
      and (h.head_member_id = ${viewer.personId}::uuid or ${consentedToHealth(raw('h.head_member_id'), now)})`,
  );
  const ids = new Set(open.map(({ id }) => id));
  return householdIds.map((id) => ids.has(id));
};
