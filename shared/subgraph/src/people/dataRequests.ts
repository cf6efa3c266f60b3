import { type DataOf, dataRequestAnswered, dataRequestOpened, memberErased } from '@union-graph/events';
import type { EntityManager } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import type { CloudEvent } from '../events/publish.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import { isId } from '../ids.ts';
import type { Tx } from '../transaction.ts';
import { recordsOf } from './memberMerges.ts';
import type { PersonalTable } from './personalData.ts';

/** What a subgraph answers to a person's request about their own data; with `KEPT_BY_LAW` it names the laws by which rows stay. */
export type DataAnswer = Readonly<DataOf<typeof dataRequestAnswered>>;

/**
 * What a subgraph does on `organisation.dataRequest.opened` (J-17): it notes the request, makes its answer and tells
 * organisation by `<name>.dataRequest.answered`; and on `organisation.member.erased`: it erases what came in the meantime.
 */
export const dataRequestHandlers = ({ personalData = [] }: SubgraphDefinition): readonly EventHandler[] => [
  handle(dataRequestOpened, (tx, { subject, data }) => answerDataRequest(tx, personalData, { id: subject, ...data })),
  handle(memberErased, (tx, { subject }) => eraseForGood(tx, personalData, subject)),
];

/** Erases a record and all that were merged into it, and notes that no event about them tells anything any more. */
async function eraseForGood(tx: Tx, tables: readonly PersonalTable[], memberId: string): Promise<void> {
  const records = await recordsOf(tx.db, memberId);
  await erase(tx.db, tables, memberId, { withRecord: true });
  await tx.db.query(
    `insert into erased_record (member_id, erased_at) select id, $2 from unnest($1::uuid[]) as id
     on conflict on constraint erased_record_pk do nothing`,
    [records, tx.now],
  );
}

/** Whether an event tells of a worker's record that was erased: it was sent before, and came late. */
export async function isOfErased(db: EntityManager, { type, subject }: CloudEvent): Promise<boolean> {
  if (!TELLS_OF_RECORD.test(type) || !isId(subject)) return false;
  const found: unknown[] = await db.query('select 1 as erased from erased_record where member_id = $1', [subject]);
  return found.length > 0;
}

/** Merges move rows of others, too, and the erasure itself is done as often as it is told. */
const TELLS_OF_RECORD = /^organisation\.member\.(?!merged$|unmerged$|erased$)/;

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
export async function erase(
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
