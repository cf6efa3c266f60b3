import { memberListed } from '@union-graph/events';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rows, sql } from '../database/rows.ts';
import { isId } from '../ids.ts';
import { defineKnown } from '../known/known.ts';
import { memberNameHash } from '../nameHash.ts';
import type { PersonalTable } from '../people/personalData.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { KnownMember } from './KnownMember.ts';

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

/** What becomes of these rows on erasure: the record is gone, and no act refers to it any more. */
export const knownMemberData: PersonalTable = {
  table: 'known_member',
  title: '职工登记 that you have a record',
  of: 'member_id = $1::uuid',
  copy: ['member_id'],
  onErasure: 'DELETE',
  ofRecord: true,
};

const records = defineKnown(KnownMember, { id: 'memberId', what: 'worker' });

/** Keeps which workers' records there are. */
export const followMembers = records.follow(memberListed, ({ data }) => ({ nameHash: data.nameHash }));

/**
 * Refuses ids of persons of which no record is known, by `NOT_FOUND`: neither a worker's nor, by the same id, one on the register of staff. Who
 * acts for themselves is not looked up: that they exist is proven by their sign-in, also before a record of theirs is told of.
 */
export async function checkMembers(tx: Tx, ids: readonly (string | null | undefined)[], field: string): Promise<void> {
  const own = tx.viewer.personId?.toLowerCase();
  const others = new Set(ids.flatMap((id) => id?.toLowerCase() ?? []).filter((id) => id !== own));
  const named = [...others].sort();
  const onStaff = await rows<{ id: string }>(
    tx.db,
    sql`select d.entry_id as id from directory_entry d where d.kind = 'STAFF' and d.entry_id = any(${named.filter(isId)}::uuid[])`,
  );
  const staff = new Set(onStaff.map(({ id }) => id));
  await records.getAll(
    tx,
    named.filter((id) => !staff.has(id)),
    { field },
  );
}

/** Refuses a name beside the id of a worker whose record has another one: `VALIDATION_FAILED`. */
export async function checkMemberNames(
  tx: Tx,
  named: readonly { readonly memberId: string; readonly nameZh: string }[],
  field: string,
): Promise<void> {
  const found = await Promise.all(named.map(({ memberId }) => records.find(tx.db, memberId)));
  const other = named.find(({ memberId, nameZh }, at) => {
    const hash = found[at]?.nameHash;
    return hash != null && hash !== memberNameHash(memberId, nameZh);
  });
  if (other)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The record of this worker has another name than "${other.nameZh}". Write it as there.`,
      {
        field,
      },
    );
}
