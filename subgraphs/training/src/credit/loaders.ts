import { type Batch, columns, grouped, raw, rows, sql } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import { CreditConversion } from './CreditConversion.ts';
import { CreditEntry } from './CreditEntry.ts';
import { conversionScope, entryScope } from './scope.ts';

/** Whether members are the viewer's own, or in their part of the tree. */
export const isSeenMember: Batch<string, boolean> = async ({ db, viewer }, memberIds) => {
  const found = await rows<{ id: string }>(
    db,
    sql`select m.member_id as id from member_place m where m.member_id = any(${memberIds}::uuid[])
      and ${personScope(viewer, raw('m.member_id'), raw('m.scope_path'))}`,
  );
  const seen = new Set(found.map(({ id }) => id));
  return memberIds.map((id) => id === viewer.personId || seen.has(id));
};

/** What members stored, as far as the viewer may see it, the latest first. */
export const creditsOfMember: Batch<string, CreditEntry[]> = async ({ db, viewer }, memberIds) => {
  const found = await rows<CreditEntry>(
    db,
    sql`select ${columns(CreditEntry, 'e')} from credit_entry e
    where e.member_id = any(${memberIds}::uuid[]) and ${entryScope(viewer)} order by e.earned_on desc, e.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId);
};

/** What members asked to convert, as far as the viewer may see it, the latest first. */
export const conversionsOfMember: Batch<string, CreditConversion[]> = async ({ db, viewer }, memberIds) => {
  const found = await rows<CreditConversion>(
    db,
    sql`select ${columns(CreditConversion, 'v')} from credit_conversion v
    where v.member_id = any(${memberIds}::uuid[]) and ${conversionScope(viewer)} order by v.requested_at desc, v.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId);
};

/** The entries of conversions; who may see a conversion may see what it is made of. */
export const entriesOfConversion: Batch<string, CreditEntry[]> = async ({ db }, conversionIds) => {
  const found = await rows<CreditEntry>(
    db,
    sql`select ${columns(CreditEntry, 'e')} from credit_entry e
    where e.conversion_id = any(${conversionIds}::uuid[]) order by e.earned_on desc, e.id desc`,
  );
  return grouped(conversionIds, found, ({ conversionId }) => conversionId as string);
};
