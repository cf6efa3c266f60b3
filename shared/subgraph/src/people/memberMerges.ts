import { type DataOf, type EventType, membersMerged, membersUnmerged, namedRecords } from '@union-graph/events';
import type { EntityManager } from 'typeorm';
import { lockByName } from '../database/lockByName.ts';
import { preparedRows } from '../database/rows.ts';
import type { SubgraphDefinition } from '../define.ts';
import type { CloudEvent } from '../events/publish.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import { isId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { keepRecords, lockAgainstEvents, recordsNamed } from './erasedRecords.ts';

/** Where one table names persons, so that its rows follow when two records of one person become one (domain rule C-16). */
export interface MemberColumns {
  readonly table: string;
  /** The column of type uuid that tells a row, or rows that follow together, from others; `id` unless told. */
  readonly key?: string;
  /** The columns with the id of a person. */
  readonly columns: readonly string[];
  /** A column with the ids of several persons. */
  readonly list?: string;
  /**
   * Which rows `r` stay with the record that was merged: those that the survivor has already. A condition in SQL; `$2` is the
   * survivor.
   */
  readonly unless?: string;
}

/** A merge and the two records that became one. */
export type MergeIds = Readonly<DataOf<typeof membersMerged>>;

/** The copy of consents that every subgraph keeps. */
const CONSENTS: MemberColumns = { table: 'consent_standing', key: 'consent_id', columns: ['member_id'] };

/**
 * What every subgraph does on `organisation.member.merged` and `.unmerged`: its rows follow to the survivor, and go back. Each
 * merge is done once and taken back once, in whatever order and however often the two events come.
 */
export const memberMergeHandlers = ({ memberColumns = [] }: SubgraphDefinition): readonly EventHandler[] => [
  handle(membersMerged, (tx, { data }) => mergeRows(tx, memberColumns, data), { alsoOfErased: true }),
  handle(membersUnmerged, (tx, { data }) => unmergeRows(tx, memberColumns, data), { alsoOfErased: true }),
];

/**
 * Moves what one record has to another, and notes each row that moved. The second time, or after its reverse, nothing happens; nor where a later merge of one of
 * the two stands beside which this one cannot: then this merge was taken back, and the event of that comes behind it. Throws `INVALID_TRANSITION` while such an
 * earlier merge is not taken back here: its sender comes again.
 */
export async function mergeRows({ db, now }: Tx, tables: readonly MemberColumns[], merge: MergeIds): Promise<void> {
  const { mergeId, survivorId, duplicateId } = merge;
  await lockAgainstEvents(db, [duplicateId]);
  await lockByName(db, `merge of ${survivorId}`, `merge of ${duplicateId}`);
  const begun: { state: string; waits: boolean }[] = await db.query(
    `with other as (
       select id from member_merge where state = 'MERGED' and id <> $1
         and (duplicate_id in ($2, $3) or survivor_id = $3))
     insert into member_merge (id, survivor_id, duplicate_id, state, changed_at)
     select $1::uuid, $2::uuid, $3::uuid, case when exists (select from other where id > $1) then 'REVERTED' else 'MERGED' end, $4
     on conflict on constraint member_merge_pk do nothing returning state, exists (select from other) as waits`,
    [mergeId, survivorId, duplicateId, now],
  );
  const [made] = begun;
  if (made?.state !== 'MERGED') return;
  if (made.waits) throw mergedElsewhere();
  for (const table of [CONSENTS, ...tables]) await move(db, table, merge);
}

/** Gives back each row that followed and still is the survivor's; what came since stays with the survivor. */
export async function unmergeRows({ db, now }: Tx, tables: readonly MemberColumns[], merge: MergeIds): Promise<void> {
  const { mergeId, survivorId, duplicateId } = merge;
  const taken: unknown[] = await db.query(
    `update member_merge set state = 'REVERTED', changed_at = $2 where id = $1 and state = 'MERGED' returning id`,
    [mergeId, now],
  );
  if ((taken[0] as unknown[]).length === 0) {
    // The reverse overtook the merge, which then finds it and does nothing.
    await db.query(
      `insert into member_merge (id, survivor_id, duplicate_id, state, changed_at) values ($1, $2, $3, 'REVERTED', $4)
       on conflict on constraint member_merge_pk do nothing`,
      [mergeId, survivorId, duplicateId, now],
    );
    return;
  }
  for (const table of [CONSENTS, ...tables].reverse()) await moveBack(db, table, merge);
}

async function move(db: EntityManager, { table, key = 'id', columns, list, unless }: MemberColumns, merge: MergeIds) {
  const named = [...columns.map((column) => `r.${column} = $3`), ...(list ? [`r.${list} @> array[$3]::uuid[]`] : [])];
  const changes = [
    ...columns.map((column) => `${column} = case when '${column}' = any(found.moved) then $2::uuid else r.${column} end`),
    ...(list ? [`${list} = array_replace(r.${list}, $3::uuid, $2::uuid)`] : []),
  ];
  const moved = columns.map((column) => `case when r.${column} = $3 then '${column}' end`);
  await db.query(
    `with found as (
       select distinct r.${key} as key, array_remove(array[${moved.join(', ')}]::text[], null) as moved from ${table} r
       where (${named.join(' or ')}) and ($2::uuid is not null) ${unless ? `and not coalesce(${unless}, false)` : ''}),
     noted as (
       insert into member_merge_row (merge_id, table_name, row_key, columns) select $1, '${table}', key, moved from found
       on conflict on constraint member_merge_row_pk do nothing)
     update ${table} r set ${changes.join(', ')} from found where r.${key} = found.key and (${named.join(' or ')})`,
    [merge.mergeId, merge.survivorId, merge.duplicateId],
  );
}

async function moveBack(db: EntityManager, { table, key = 'id', columns, list }: MemberColumns, merge: MergeIds) {
  const named = [...columns.map((column) => `r.${column} = $2`), ...(list ? [`r.${list} @> array[$2]::uuid[]`] : [])];
  const changes = [
    ...columns.map(
      (column) =>
        `${column} = case when '${column}' = any(noted.columns) and r.${column} = $2 then $3::uuid else r.${column} end`,
    ),
    ...(list ? [`${list} = array_replace(r.${list}, $2::uuid, $3::uuid)`] : []),
  ];
  await db.query(
    `update ${table} r set ${changes.join(', ')} from member_merge_row noted
     where noted.merge_id = $1 and noted.table_name = '${table}' and r.${key} = noted.row_key and (${named.join(' or ')})`,
    [merge.mergeId, merge.survivorId, merge.duplicateId],
  );
}

/**
 * A record is merged into one other at a time, none is merged into a record that was merged, and none that another was merged into is: what is known of records is
 * told by events of several of them, so that a merge may come before the reverse of an earlier one.
 */
const mergedElsewhere = (): Refusal =>
  new Refusal(
    'INVALID_TRANSITION',
    'One of the two records is part of another merge here, and what takes that one back has not come yet. Send this again after it.',
  );

/** What the violated index means. */
export const mergeConstraints = { member_merge_once: mergedElsewhere };

/** What became known of a record's consents after it was merged follows as well, and goes back with the merge. */
export async function followMergedConsents(db: EntityManager, memberId: string): Promise<void> {
  const [merge]: MergeIds[] = await db.query(
    `select id as "mergeId", survivor_id as "survivorId", duplicate_id as "duplicateId" from member_merge
     where duplicate_id = $1 and state = 'MERGED'`,
    [memberId],
  );
  if (merge) await move(db, CONSENTS, merge);
}

/** The id of the record that a person has now: the surviving one where theirs was merged, else their own. */
export async function survivorOf(db: EntityManager, memberId: string): Promise<string> {
  const [found]: { id: string }[] = await db.query(
    `select survivor_id as id from member_merge where duplicate_id = $1 and state = 'MERGED'`,
    [memberId],
  );
  return found?.id ?? memberId;
}

/** `mergeMembers` itself names the two records as they are. */
const NAMED_AS_THEY_ARE = ['survivorId', 'duplicateId'];

/**
 * The arguments of a change with the survivor's id in place of each id of a record that was merged, wherever it stands: whatever
 * names the record is about the survivor.
 */
export async function aboutSurvivors<Args>(db: EntityManager, args: Args): Promise<Args> {
  const named = new Set<string>();
  mapIds(args, (id) => {
    named.add(id);
    return id;
  });
  if (named.size === 0) return args;
  const merged = await preparedRows<{ duplicate: string; survivor: string }>(db, 'survivors', {
    text: `select duplicate_id as duplicate, survivor_id as survivor from member_merge
     where duplicate_id = any($1::uuid[]) and state = 'MERGED'`,
    values: [[...named]],
  });
  if (merged.length === 0) return args;
  const survivors = new Map(merged.map(({ duplicate, survivor }) => [duplicate, survivor]));
  return mapIds(args, (id) => survivors.get(id) ?? id) as Args;
}

/** The same arguments, with each id in them replaced. */
function mapIds(value: unknown, replace: (id: string) => string): unknown {
  if (typeof value === 'string') return isId(value) ? replace(value) : value;
  if (Array.isArray(value)) return value.map((one) => mapIds(one, replace));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, NAMED_AS_THEY_ARE.includes(key) ? one : mapIds(one, replace)]),
  );
}

/** The ids of a person's record and of all records that were merged into it: rows that still name one of those are the person's, too. */
export async function recordsOf(db: EntityManager, memberId: string): Promise<string[]> {
  const merged: { id: string }[] = await db.query(
    `select duplicate_id as id from member_merge where survivor_id = $1 and state = 'MERGED' order by id`,
    [memberId],
  );
  return [memberId, ...merged.map(({ id }) => id)];
}

/** Types of event that are applied to the record that they name, even if it was merged: the merge moves the rows that they write. */
const NAMES_ITS_HOLDER = ['organisation.card.', 'organisation.consent.'];

/**
 * An event that was sent before a merge and comes after it: what it tells of the merged record is the survivor's. What is told of
 * the record itself, of the merge, and of a card or a consent, stays. The records that it then names are not merged or erased before the transaction ends.
 */
export async function followMerge(db: EntityManager, type: EventType, event: CloudEvent): Promise<CloudEvent> {
  const { isSubject, one, oneOrNone, several } = namedRecords(type);
  const named = recordsNamed(type, event);
  if (isSubject || named.length === 0) return event;
  await keepRecords(db, named);
  if (NAMES_ITS_HOLDER.some((start) => event.type.startsWith(start))) return event;
  const data = event.data as Readonly<Record<string, unknown>>;
  const members = [...one, ...oneOrNone, ...several].map((name) => [name, data[name]] as const);
  const followed = { ...event, data: { ...data, ...(await aboutSurvivors(db, Object.fromEntries(members))) } };
  await keepRecords(
    db,
    recordsNamed(type, followed).filter((id) => !named.includes(id)),
  );
  return followed;
}
