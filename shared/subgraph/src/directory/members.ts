import { memberListed } from '@union-graph/events';
import { inScope, READERS, type Viewer } from '@union-graph/identity';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { rows, sql } from '../database/rows.ts';
import { isId } from '../ids.ts';
import { defineKnown } from '../known/known.ts';
import { memberNameHash, nameHash } from '../nameHash.ts';
import type { PersonalTable } from '../people/personalData.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { KnownMember } from './KnownMember.ts';
import { refuseDeadOf, toldLife } from './lives.ts';

/**
 * The table of which workers' records there are; each service whose acts name workers lists it among its migrations. `app` is the service's role,
 * which deletes rows on erasure.
 */
export const knownMemberMigration = (app: string): (new () => MigrationInterface) =>
  class KnownMembers implements MigrationInterface {
    name = 'KnownMembers1772730000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table known_member (
          member_id uuid constraint known_member_pk primary key,
          name_hash text,
          seen_version int not null
        );
        grant delete on known_member to ${app};`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table known_member');
    }
  };

/** Adds where each worker is in the union tree: who names a worker must see them. */
export const knownMemberPlaceMigration = (): (new () => MigrationInterface) =>
  class KnownMemberPlaces implements MigrationInterface {
    name = 'KnownMemberPlaces1772820000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('alter table known_member add column scope_path text');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('alter table known_member drop column scope_path');
    }
  };

/** What becomes of these rows on erasure: the record is gone, and no act refers to it any more. */
export const knownMemberData: PersonalTable = {
  table: 'known_member',
  title: '职工登记 that you have a record',
  of: 'member_id = $1::uuid',
  copy: ['member_id'],
  onErasure: 'DELETE',
  ofRecord: true,
};

/** In the sixth revision each record is told again, with the day of death. */
const records = defineKnown(KnownMember, { id: 'memberId', what: 'worker', revision: 6 });

/** The place of a worker of whom no place was told: only who works for the whole city sees it. */
const UNTOLD = '/city/';

/** Keeps which workers' records there are, their names' hashes, their places, and who has died. */
export const followMembers = records.follow(memberListed, ({ data }) => ({
  nameHash: data.nameHash,
  scopePath: data.scopePath,
  ...toldLife(data),
}));

/** Whether a viewer reads workers' records at a place of the union tree. */
export const readsMembersAt =
  (viewer: Viewer) =>
  (scopePath: string): boolean =>
    inScope(viewer, scopePath, ...READERS.member.inScope);

/** Where a person is in the union tree, by the worker's record and by the register of staff; empty for an id of nobody who is known. */
export async function placesOfMember(db: EntityManager, id: string): Promise<string[]> {
  const found = await rows<{ scopePath: string }>(
    db,
    sql`select coalesce(scope_path, ${UNTOLD}) as "scopePath" from known_member where member_id = ${id}::uuid
      union select scope_path from directory_entry where kind = 'STAFF' and entry_id = ${id}::uuid`,
  );
  return found.map(({ scopePath }) => scopePath);
}

/**
 * Refuses ids of persons of which no record is known, by `NOT_FOUND`: neither a worker's nor, by the same id, one on the register of staff. Who
 * acts for themselves is not looked up: that they exist is proven by their sign-in, also before a record of theirs is told of. `sees` says whether
 * the viewer may read persons at a place of the union tree, those who read workers' records unless told; others are refused as if there were
 * none, so that nobody learns of them.
 */
export async function checkMembers(
  tx: Tx,
  ids: readonly (string | null | undefined)[],
  field: string,
  sees: (scopePath: string) => boolean = readsMembersAt(tx.viewer),
): Promise<void> {
  const own = tx.viewer.personId?.toLowerCase();
  const others = new Set(ids.flatMap((id) => id?.toLowerCase() ?? []).filter((id) => id !== own));
  const named = [...others].sort();
  const onStaff = await rows<{ id: string; scopePath: string }>(
    tx.db,
    sql`select d.entry_id as id, d.scope_path as "scopePath" from directory_entry d where d.kind = 'STAFF' and d.entry_id = any(${named.filter(isId)}::uuid[])`,
  );
  const staff = new Set(onStaff.filter(({ scopePath }) => sees(scopePath)).map(({ id }) => id));
  await records.getAll(
    tx,
    named.filter((id) => !staff.has(id)),
    { field, visible: ({ scopePath }) => sees(scopePath ?? UNTOLD) },
  );
}

/** For the act that names workers, after {@link checkMembers}, so that nobody learns of a death by trying. */
export const refuseDead = refuseDeadOf('known_member');

interface NamedPerson {
  readonly id: string;
  readonly nameHash: string | null;
  readonly scopePath: string;
  /** Whether they have a worker's record: its hash is of the name and the id together, and that of staff of the name alone. */
  readonly isRecord: boolean;
}

/** The workers of these ids, and the staff among them who have no worker's record, by their ids. */
async function findNamed({ db }: Tx, ids: readonly string[]): Promise<Map<string, NamedPerson>> {
  const found = await rows<NamedPerson>(
    db,
    sql`select d.entry_id as id, d.name_hash as "nameHash", d.scope_path as "scopePath", false as "isRecord" from directory_entry d
        where d.kind = 'STAFF' and d.entry_id = any(${ids.filter(isId)}::uuid[])
      union all select m.member_id, m.name_hash, coalesce(m.scope_path, ${UNTOLD}), true from known_member m
        where m.member_id = any(${ids.filter(isId)}::uuid[]) order by "isRecord"`,
  );
  return new Map(found.map((person) => [person.id, person]));
}

/**
 * Refuses a name beside the id of a worker whose record has another one: `VALIDATION_FAILED`. Names of whom the viewer does not see by `sees` are
 * not compared, so that nobody learns them by trying.
 */
export async function checkMemberNames(
  tx: Tx,
  named: readonly { readonly memberId: string; readonly nameZh: string }[],
  field: string,
  sees: (scopePath: string) => boolean = readsMembersAt(tx.viewer),
): Promise<void> {
  const own = tx.viewer.personId?.toLowerCase();
  const found = await findNamed(
    tx,
    named.map(({ memberId }) => memberId),
  );
  const other = named.find(({ memberId, nameZh }) => {
    const known = found.get(memberId.toLowerCase());
    const compares = known !== undefined && (known.id === own || sees(known.scopePath));
    const hash = known?.isRecord ? memberNameHash(memberId, nameZh) : nameHash(nameZh);
    return compares && known.nameHash !== null && known.nameHash !== hash;
  });
  if (other)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The record of this person has another name than "${other.nameZh}". Write it as there.`,
      {
        field,
      },
    );
}
