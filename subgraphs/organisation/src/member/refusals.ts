import { isId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import type { Member } from './Member.ts';
import { isErased, isMember, isMergedAway } from './rules.ts';

/** Nothing new is done for, or in the name of, somebody who has died. */
export function refuseDead({ membershipStatus }: Pick<Member, 'membershipStatus'>, field: string): void {
  refuseIf(membershipStatus === 'DECEASED', 'VALIDATION_FAILED', 'The record says that this person has died.', { field });
}

/** Whether the record of who is signed in says that they have died. */
export const hasDiedHere = async (db: EntityManager, personId: string): Promise<boolean> =>
  isId(personId) &&
  (
    await rows(
      db,
      sql`/* the life of who signed in */ select from member m where m.id = ${personId} and m.membership_status = 'DECEASED'`,
    )
  ).length > 0;

/** The same of whoever acts, by the ids of their records; the staff among them have one under the same id. */
export async function refuseDeadPersons({ db }: Tx, ids: readonly string[]): Promise<void> {
  const dead = await rows(
    db,
    sql`select from member m where m.id = any(${ids.filter(isId)}::uuid[]) and m.membership_status = 'DECEASED'`,
  );
  refuseIf(
    dead.length > 0,
    'VALIDATION_FAILED',
    'The record says that this person has died. Nobody acts in their name; who has a claim after them acts in their own.',
  );
}

/** Throws what stands in the way of making two records one, with what to do about it. */
export async function refuseUnmergeable(tx: Tx, survivor: Member, duplicate: Member): Promise<void> {
  for (const [field, member] of [
    ['survivorId', survivor],
    ['duplicateId', duplicate],
  ] as const) {
    refuseIf(tx.viewer.personId === member.id, 'SEPARATION_OF_DUTIES', 'Nobody merges their own record. Ask a colleague.', {
      field,
    });
    refuseIf(isMergedAway(member), 'VALIDATION_FAILED', 'This record was merged into another one already. Name that one.', {
      field,
    });
    refuseIf(isErased(member), 'VALIDATION_FAILED', 'This record was erased; nothing can be merged with it.', {
      field,
    });
    refuseIf(
      member.membershipStatus === 'TRANSFERRING',
      'VALIDATION_FAILED',
      'A transfer of this record is open. Let it be accepted, or return it, first.',
      { field },
    );
  }
  refuseIf(
    (survivor.membershipStatus === 'DECEASED') !== (duplicate.membershipStatus === 'DECEASED') &&
      (isMember(survivor.membershipStatus) || isMember(duplicate.membershipStatus)),
    'VALIDATION_FAILED',
    'One record says that the person has died, the other is a member’s. Record the death there too first, or look again whether they are one person.',
    { field: 'duplicateId' },
  );
  await refuseOpenMatters(tx, duplicate.id);
  if (duplicate.membershipStatus === 'DECEASED' && survivor.membershipStatus !== 'DECEASED') await refuseAlive(tx, survivor.id);
}

/** Two numbers are two persons, and so are two genders, years of birth or days of death, unless one of them was written down wrong. */
export function refuseDifferences(survivor: Member, duplicate: Member): void {
  const differs = (one: unknown, other: unknown): boolean => one !== null && other !== null && one !== other;
  const differences = [
    ...(survivor.identityHash === duplicate.identityHash ? [] : ['identity number']),
    ...(differs(survivor.gender, duplicate.gender) ? ['gender'] : []),
    ...(differs(survivor.birthYear, duplicate.birthYear) ? ['year of birth'] : []),
    ...(differs(survivor.diedOn, duplicate.diedOn) ? ['day of death'] : []),
  ];
  refuseIf(
    differences.length > 0,
    'VALIDATION_FAILED',
    `The two records differ in ${differences.join(', ')}, as those of two persons do. If the evidence shows that one of them was written down wrong, say so with "acknowledgeDifferences".`,
    { rule: 'C-16', field: 'acknowledgeDifferences' },
  );
}

/** What is open about the duplicate would be decided about a record that is no more. */
async function refuseOpenMatters(tx: Tx, duplicateId: string): Promise<void> {
  const [open] = await rows<{ application: boolean; request: boolean; staff: boolean; others: boolean }>(
    tx.db,
    sql`select
      exists (select from membership_application a where a.member_id = ${duplicateId} and a.status in ('SUBMITTED', 'UNDER_REVIEW')) as application,
      exists (select from personal_data_request r where r.member_id = ${duplicateId} and r.ended_at is null) as request,
      exists (select from staff_member s where s.id = ${duplicateId}) as staff,
      exists (select from member_merge g where g.survivor_id = ${duplicateId} and g.state = 'MERGED') as others`,
  );
  const refuse = (message: string): never => {
    throw new Refusal('VALIDATION_FAILED', message, { field: 'duplicateId' });
  };
  if (open?.application)
    refuse('The duplicate has an open application for membership. Decide it, or let it be withdrawn, first.');
  if (open?.request) refuse('The duplicate has an open request about personal data. It must be answered first.');
  if (open?.staff)
    refuse('The duplicate is the record of somebody on the staff. Keep that one, and name the other as the duplicate.');
  if (open?.others)
    refuse(
      'Another record was merged into the duplicate. Keep that one, and name the other as the duplicate; where both took one up, take the merges of one of them back first.',
    );
}

/** A merge brings no death to who is about to join a union or works on the staff: `recordDeath` ends both, and is not taken back with a merge. */
async function refuseAlive(tx: Tx, survivorId: string): Promise<void> {
  const [open] = await rows<{ application: boolean; staff: boolean }>(
    tx.db,
    sql`select
      exists (select from membership_application a where a.member_id = ${survivorId} and a.status in ('SUBMITTED', 'UNDER_REVIEW')) as application,
      exists (select from staff_member s where s.id = ${survivorId} and s.status <> 'LEFT') as staff`,
  );
  refuseIf(
    open?.application === true,
    'VALIDATION_FAILED',
    'The duplicate says that the person has died, and an application for membership of the survivor is open. Reject it, or let it be withdrawn, first.',
    { field: 'survivorId' },
  );
  refuseIf(
    open?.staff === true,
    'VALIDATION_FAILED',
    'The duplicate says that the person has died, and the survivor works on the staff. Record the death there first, or look again whether they are one person.',
    { field: 'survivorId' },
  );
}
