import { type DataOf, memberListed, membersMerged, membersUnmerged } from '@union-graph/events';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { civilDay } from '../clock.ts';
import { raw, rows, type Sql, sql } from '../database/rows.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import { isId } from '../ids.ts';
import { recordsOf } from '../people/memberMerges.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';

/** The tables in which services keep what organisation tells of workers' records, by `member_id`. */
type RecordTable = 'known_member' | 'member_place';

const addColumn = (table: RecordTable, name: string, column: string, type: string) =>
  class MemberLives implements MigrationInterface {
    name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`alter table ${table} add column ${column} ${type}`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`alter table ${table} drop column ${column}`);
    }
  };

const addLife = (table: RecordTable, name: string) => addColumn(table, name, 'has_died', 'boolean not null default false');
const addDay = (table: RecordTable, name: string) => addColumn(table, name, 'died_on', 'date');

/** Adds which workers have died to `known_member`: nothing new is begun for them. */
export const knownMemberLifeMigration = (): (new () => MigrationInterface) =>
  addLife('known_member', 'KnownMemberLives1772832000000');

/** The same for a service that keeps where members are: its table `member_place`. */
export const memberPlaceLifeMigration = (): (new () => MigrationInterface) =>
  addLife('member_place', 'MemberPlaceLives1773000000138');

/** Adds the day on which a worker died to `known_member`: rows that a merge brings or gives back later are held against it. */
export const knownMemberDayMigration = (): (new () => MigrationInterface) =>
  addDay('known_member', 'KnownMemberDays1773800000000');

/** The same for `member_place`. */
export const memberPlaceDayMigration = (): (new () => MigrationInterface) =>
  addDay('member_place', 'MemberPlaceDays1773800000000');

interface ToldLife {
  readonly hasDied?: boolean;
  readonly diedOn?: string | null;
}

/** What a record that was listed tells of the person's life, as columns to keep; an older organisation does not tell of deaths, or of their days. */
export const toldLife = ({ hasDied, diedOn }: DataOf<typeof memberListed>): ToldLife =>
  hasDied == null ? {} : { hasDied, ...(diedOn === undefined ? {} : { diedOn }) };

/**
 * Whether one of some persons has died, by what the table keeps. What is told of a record that was merged is of no life: its person lives or has died as
 * the survivor's says. Also the records of the living are locked: a death that is told at the same moment waits, and finds what the act began.
 */
export const hasAnyDiedOf =
  (table: RecordTable) =>
  async ({ db }: Pick<Tx, 'db'>, ids: readonly (string | null | undefined)[]): Promise<boolean> => {
    const named = [...new Set(ids.flatMap((id) => id?.toLowerCase() ?? []))].filter(isId).sort();
    const known = await rows<{ hasDied: boolean }>(
      db,
      sql`select k.has_died and ${isOwnLife} as "hasDied" from ${raw(table)} k where k.member_id = any(${named}::uuid[])
        or k.member_id in (select survivor_id from member_merge where duplicate_id = any(${named}::uuid[]) and state = 'MERGED')
      order by k.member_id for share`,
    );
    return known.some(({ hasDied }) => hasDied);
  };

/** That the record `k` was not merged into another one. */
const isOwnLife = sql`not exists (select from member_merge m where m.duplicate_id = k.member_id and m.state = 'MERGED')`;

/**
 * The refusal of acts that would begin something new for, or in the name of, a worker whose record says that they have died, by what the table
 * keeps: `VALIDATION_FAILED`, with the input field that names them where one does. What was begun before goes on. A record that was merged while the act
 * was under way is that of its survivor.
 */
export const refuseDeadOf =
  (table: RecordTable) =>
  async (tx: Tx, ids: readonly (string | null | undefined)[], field?: string): Promise<void> => {
    if (!(await hasAnyDiedOf(table)(tx, ids))) return;
    throw new Refusal(
      'VALIDATION_FAILED',
      'The record says that this person has died. Nothing new is begun for them; who has a claim after them acts in their own name.',
      field === undefined ? {} : { field },
    );
  };

/** Whether the record of who signed in says that they have died, by what the table keeps; the survivor's where theirs was merged. */
export const hasDiedOf =
  (table: RecordTable) =>
  async (db: EntityManager, personId: string): Promise<boolean> =>
    isId(personId) &&
    (
      await rows(
        db,
        sql`/* the life of who signed in */ select from ${raw(table)} k where k.has_died and k.member_id = coalesce(
          (select m.survivor_id from member_merge m where m.duplicate_id = ${personId}::uuid and m.state = 'MERGED'), ${personId}::uuid)`,
      )
    ).length > 0;

interface Death {
  readonly memberId: string;
  /** The day that organisation tells; today where it tells none. */
  readonly diedOn: string;
}

type EndOpen = (tx: Tx, death: Death) => Promise<void>;

/**
 * Handles the death of a worker, once for each of their records, in the transaction that keeps the word of it, unless something later was told of the record;
 * and by {@link onRowsOfDead} what comes to them later. What must not miss anything that is begun at the same moment stands behind the handler that keeps the
 * record: whoever begins something waits for that, or was seen.
 */
export const onDeath = (table: RecordTable, run: EndOpen): readonly EventHandler[] => [
  handle(memberListed, async (tx, { subject, aggregateversion, data }) => {
    if (data.hasDied === true && (await isLastWord(tx, table, subject, aggregateversion)))
      await endOfEach(tx, subject, data.diedOn, run);
  }),
  ...onRowsOfDead(table, run),
];

/**
 * Handles that rows come to somebody who has died because records are merged, or a merge is taken back, once for each of their records: organisation tells of that
 * alone, and of no death.
 */
export const onRowsOfDead = (table: RecordTable, run: EndOpen): readonly EventHandler[] =>
  onRowsMoved(async (tx, personId, diedOn) => {
    const known = await findLife(tx, table, personId);
    // The record's own word may be newer than the merge, or what takes it back.
    if (known?.hasDied) await endOfEach(tx, personId, known.diedOn ?? diedOn, run);
  });

async function endOfEach(tx: Tx, personId: string, diedOn: string | null | undefined, run: EndOpen): Promise<void> {
  for (const memberId of await recordsOf(tx.db, personId)) await run(tx, { memberId, diedOn: diedOn ?? civilDay(tx.now) });
}

interface Living {
  /** The condition that something of a worker's record, whose id stands in the statement, refers to a death: most records are of people who never died, and their changes are told all the time. */
  readonly refersToDeath: (memberId: Sql) => Sql;
  readonly run: (tx: Tx, memberId: string) => Promise<void>;
}

/**
 * Handles the word that a death was taken back, with the same guard as {@link onDeath}, and the same merges where the person lives. What is told of a living record
 * that nothing refers to costs one statement.
 */
export const onLife = (table: RecordTable, { refersToDeath, run }: Living): readonly EventHandler[] => {
  const resume = async (tx: Tx, personId: string, condition: Sql): Promise<void> => {
    const found = await rows<{ id: string }>(
      tx.db,
      sql`select r.id from (select ${personId}::uuid as id
          union all select duplicate_id from member_merge where survivor_id = ${personId}::uuid and state = 'MERGED') r
        where ${refersToDeath(sql`r.id`)} and ${condition} order by r.id`,
    );
    for (const { id } of found) await run(tx, id);
  };
  return [
    handle(memberListed, async (tx, { subject, aggregateversion, data }) => {
      if (data.hasDied === false) await resume(tx, subject, sql`not ${toldLater(table, subject, aggregateversion)}`);
    }),
    ...onRowsMoved(async (tx, personId) => {
      if (!(await findLife(tx, table, personId))?.hasDied) await resume(tx, personId, sql`true`);
    }),
  ];
};

/** Runs for the person whose rows have become more: the survivor of a merge, and who was merged when it is taken back. It stands behind the handler that moves them. */
const onRowsMoved = (run: (tx: Tx, personId: string, diedOn: string | null | undefined) => Promise<void>): EventHandler[] => [
  handle(membersMerged, (tx, { data }) => run(tx, data.survivorId, data.diedOn)),
  handle(membersUnmerged, (tx, { data }) => run(tx, data.duplicateId, data.diedOn)),
];

interface Life {
  readonly hasDied: boolean;
  readonly diedOn: string | null;
}

/** What the record says of the person's life; what is told of it at the same moment waits, or was seen. */
async function findLife({ db }: Tx, table: RecordTable, memberId: string): Promise<Life | undefined> {
  const [known] = await rows<Life>(
    db,
    sql`select k.has_died as "hasDied", k.died_on::text as "diedOn" from ${raw(table)} k where k.member_id = ${memberId}::uuid for share`,
  );
  return known;
}

const toldLater = (table: RecordTable, memberId: string, version: number): Sql =>
  sql`exists (select from ${raw(table)} k where k.member_id = ${memberId}::uuid and k.seen_version > ${version}::int)`;

async function isLastWord({ db }: Tx, table: RecordTable, memberId: string, version: number): Promise<boolean> {
  const last = await rows(db, sql`select where not ${toldLater(table, memberId, version)}`);
  return last.length > 0;
}
