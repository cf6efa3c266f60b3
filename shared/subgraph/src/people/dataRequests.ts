import { type DataOf, dataRequestAnswered, dataRequestOpened, memberErased, membersMerged } from '@union-graph/events';
import type { EntityManager } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import type { KnownTable } from '../known/snapshots.ts';
import type { Tx } from '../transaction.ts';
import { erasedOf, lockAgainstEvents, markErased } from './erasedRecords.ts';
import { recordsOf } from './memberMerges.ts';
import type { PersonalTable } from './personalData.ts';

/** What a subgraph answers to a person's request about their own data; with `KEPT_BY_LAW` it names the laws by which rows stay. */
export type DataAnswer = Readonly<DataOf<typeof dataRequestAnswered>>;

const OF_ERASED = { alsoOfErased: true } as const;

/**
 * What a subgraph does on `organisation.dataRequest.opened` (J-17): it notes the request, makes its answer and tells
 * organisation by `<name>.dataRequest.answered`; and on `organisation.member.erased`: it erases what came in the meantime, and on
 * `organisation.member.merged` with a record that was erased.
 */
export const dataRequestHandlers = ({ personalData = [] }: SubgraphDefinition): readonly EventHandler[] => [
  handle(dataRequestOpened, (tx, { subject, data }) => answerDataRequest(tx, personalData, { id: subject, ...data }), OF_ERASED),
  {
    ...handle(memberErased, async (tx, { subject }) => void (await eraseForGood(tx, personalData, subject)), OF_ERASED),
    keeps: ERASED,
  },
  handle(membersMerged, (tx, { data }) => eraseWithSurvivor(tx, personalData, data.survivorId), OF_ERASED),
];

/** Asked for from the second revision on, whatever is noted already: what was erased before there were notes of it is told then. */
const ERASED: KnownTable = { name: 'erased_record', revision: 2, isEmpty: async () => true };

/** Erases a record and all that were merged into it, and notes that no event about them tells anything any more. */
export async function eraseForGood(tx: Tx, tables: readonly PersonalTable[], memberId: string): Promise<DataAnswer> {
  const records = await recordsOf(tx.db, memberId);
  await lockAgainstEvents(tx.db, records);
  // What tells of the record goes first: an act that refers to it holds it, so that what the act writes is there when the rest goes.
  const ofRecord = tables.filter((table) => table.ofRecord);
  const answer = await erase(tx.db, [...ofRecord, ...tables.filter((table) => !table.ofRecord)], memberId, { withRecord: true });
  await markErased(tx, records);
  return answer;
}

/** Erases a record that was merged into one that was erased before. */
async function eraseWithSurvivor(tx: Tx, tables: readonly PersonalTable[], survivorId: string): Promise<void> {
  if ((await erasedOf(tx.db, [survivorId])).has(survivorId)) await eraseForGood(tx, tables, survivorId);
}

/** Answers one request in the open transaction, and tells it by an event. The second time it changes and tells nothing. */
export async function answerDataRequest(
  tx: Tx,
  tables: readonly PersonalTable[],
  { id, kind, memberId }: { id: string; kind: 'ACCESS' | 'ERASURE'; memberId: string },
): Promise<void> {
  const answer = kind === 'ERASURE' ? await erase(tx.db, tables, memberId) : await count(tx.db, tables, memberId);
  const noted: unknown[] = await tx.db.query(
    `insert into data_request (id, member_id, kind, outcome, legal_basis, answered_at) values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint data_request_pk do nothing returning id`,
    [id, memberId, kind, answer.outcome, answer.legalBasis, tx.now],
  );
  if (noted.length > 0) await tx.publish(dataRequestAnswered, { id, version: 1 }, answer);
}

/** Erases what may be erased of a person and says what stays, and by which laws; what tells of the record itself `withRecord` alone. */
async function erase(
  db: EntityManager,
  tables: readonly PersonalTable[],
  memberId: string,
  { withRecord = false }: { readonly withRecord?: boolean } = {},
): Promise<DataAnswer> {
  let touched = 0;
  const grounds = new Set<string>();
  for (const id of await recordsOf(db, memberId)) {
    for (const { table, of, onErasure } of tables.filter(({ ofRecord }) => withRecord || !ofRecord)) {
      const found = await affected(db, table, of, onErasure, id);
      touched += found;
      if (found > 0 && onErasure !== 'DELETE' && 'keep' in onErasure) grounds.add(onErasure.keep);
    }
    // Stored answers to mutations hold what the mutations gave back; those that name the person go too.
    await db.query(`delete from idempotency where result::text like '%' || $1 || '%'`, [id]);
    await db.query('delete from consent_standing where member_id = $1', [id]);
  }
  if (grounds.size > 0) return { outcome: 'KEPT_BY_LAW', legalBasis: [...grounds].join('；') };
  return { outcome: touched > 0 ? 'ERASED' : 'NO_DATA', legalBasis: null };
}

async function affected(
  db: EntityManager,
  table: string,
  of: string,
  onErasure: PersonalTable['onErasure'],
  memberId: string,
): Promise<number> {
  if (onErasure === 'DELETE') {
    const [, count] = (await db.query(`delete from ${table} where ${of}`, [memberId])) as [unknown[], number];
    return count;
  }
  const changes = Object.entries(onErasure.clear ?? {}).map(([column, value]) => `${column} = ${value}`);
  if (changes.length > 0) {
    const [, count] = (await db.query(`update ${table} set ${changes.join(', ')} where ${of}`, [memberId])) as [
      unknown[],
      number,
    ];
    return count;
  }
  return counted(db, table, of, memberId);
}

async function count(db: EntityManager, tables: readonly PersonalTable[], memberId: string): Promise<DataAnswer> {
  let found = 0;
  for (const id of await recordsOf(db, memberId)) for (const { table, of } of tables) found += await counted(db, table, of, id);
  return { outcome: found > 0 ? 'COPIED' : 'NO_DATA', legalBasis: null };
}

async function counted(db: EntityManager, table: string, of: string, memberId: string): Promise<number> {
  const [found]: { count: number }[] = await db.query(`select count(*)::int as count from ${table} where ${of}`, [memberId]);
  return found?.count ?? 0;
}
