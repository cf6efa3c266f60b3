import { type EventType, namedRecords } from '@union-graph/events';
import type { Viewer } from '@union-graph/identity';
import type { EntityManager } from 'typeorm';
import type { CloudEvent } from '../events/publish.ts';
import { isId } from '../ids.ts';
import { notFound } from '../refusal.ts';
import type { Tx } from '../transaction.ts';

/** Erasures and merges, and what is told of records meanwhile, wait for each other by so many locks: an event that names many records takes no more. */
const LOCKS = 64;

const locksOf = (how: 'exclusive' | 'shared'): string =>
  `select pg_advisory_xact_lock${how === 'shared' ? '_shared' : ''}(hashtextextended('record:' || at, 0)) from (
     select distinct hashtextextended(id, 0) & ${LOCKS - 1} as at from unnest($1::text[]) as id order by 1) locks`;

/** Has nothing be told of these records until the transaction ends. */
export async function lockAgainstEvents(db: EntityManager, records: readonly string[]): Promise<void> {
  await db.query(locksOf('exclusive'), [records]);
}

/** Has none of these records be erased or merged until the transaction ends. */
export async function keepRecords(db: EntityManager, records: readonly string[]): Promise<void> {
  if (records.length > 0) await db.query(locksOf('shared'), [records]);
}

/** The records that an event names beside the one that it is about. */
export function recordsNamed(type: EventType, { data }: CloudEvent): string[] {
  const { one, oneOrNone, several } = namedRecords(type);
  const members = data as Readonly<Record<string, string | readonly string[] | null | undefined>>;
  return [...one, ...oneOrNone, ...several].flatMap((name) => members[name] ?? []);
}

/** Notes that records were erased: no event about them tells anything any more. */
export async function markErased({ db, now }: Tx, records: readonly string[]): Promise<void> {
  await db.query(
    `insert into erased_record (member_id, erased_at) select id, $2 from unnest($1::uuid[]) as id
     on conflict on constraint erased_record_pk do nothing`,
    [records, now],
  );
}

/** Those of some ids that are of records which were erased. */
export async function erasedOf(db: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const records = ids.filter(isId);
  if (records.length === 0) return new Set();
  const found: { id: string }[] = await db.query('select member_id as id from erased_record where member_id = any($1::uuid[])', [
    records,
  ]);
  return new Set(found.map(({ id }) => id));
}

/** Refuses ids of records that were erased, by `NOT_FOUND`; none of them is erased before the transaction ends. `field` is the input field that names them. */
export async function refuseErased(tx: Tx, ids: readonly string[], field?: string): Promise<void> {
  await keepRecords(tx.db, ids);
  const [erased] = await erasedOf(tx.db, ids);
  if (erased !== undefined) throw notFound('worker', erased, field);
}

/**
 * For an act that takes an id without telling whether it is anybody's: refuses ids of records that were erased or merged into another one, by
 * `NOT_FOUND`, since nothing more is written about them. Every other id is taken.
 */
export async function refuseEnded(tx: Tx, ids: readonly string[], field?: string): Promise<void> {
  await refuseErased(tx, ids, field);
  const merged: { id: string }[] = await tx.db.query(
    `select duplicate_id as id from member_merge where duplicate_id = any($1::uuid[]) and state = 'MERGED' limit 1`,
    [ids],
  );
  if (merged[0]) throw notFound('worker', merged[0].id, field);
}

/** Whether somebody acts for themselves: they hold no office. */
const actsAsWorker = ({ kind, grants }: Viewer): boolean => kind === 'person' && grants.every(({ role }) => role === 'MEMBER');

/**
 * Refuses what somebody does for themselves whose record was erased: they may still be signed in, and nothing new is written about them. What
 * is open to them goes on with matters that a law has kept.
 */
export async function refuseErasedViewer(tx: Tx, mutation: string, openToErased: readonly string[]): Promise<void> {
  const { viewer } = tx;
  if (viewer.personId === null || !actsAsWorker(viewer) || openToErased.includes(mutation)) return;
  await refuseErased(tx, [viewer.personId.toLowerCase()]);
}

/**
 * An event without the records that were erased: they are left out of its lists, and nobody stands where it may be nobody. Null where it is
 * about one of them.
 */
export async function withoutErased(db: EntityManager, type: EventType, event: CloudEvent): Promise<CloudEvent | null> {
  const { isSubject, one, oneOrNone, several } = namedRecords(type);
  const named = recordsNamed(type, event);
  if (isSubject) await keepRecords(db, [event.subject]);
  const erased = await erasedOf(db, isSubject ? [...named, event.subject] : named);
  if (erased.size === 0) return event;
  const data = event.data as Readonly<Record<string, unknown>>;
  if ((isSubject && erased.has(event.subject)) || one.some((name) => erased.has(data[name] as string))) return null;
  const nobody = oneOrNone.filter((name) => erased.has(data[name] as string)).map((name) => [name, null]);
  const others = several.map((name) => [name, (data[name] as readonly string[]).filter((id) => !erased.has(id))]);
  return { ...event, data: { ...data, ...Object.fromEntries([...nobody, ...others]) } };
}
