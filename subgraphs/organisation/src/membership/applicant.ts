import { hasRole, type Viewer } from '@union-graph/identity';
import { columns, foldedName, forbidden, insertRow, newId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import { Member } from '../member/Member.ts';
import { publishMemberListed } from '../member/publishMemberListed.ts';
import { homePath } from '../member/rules.ts';
import { RECEIVERS, receives } from './policy.ts';
import type { SealedApplication, SealedWorker } from './sealWorker.ts';

/** The record of the worker an application is about, locked: the one it names, the one with that identity, or a new one. */
export async function getApplicant(tx: Tx, { memberId, person }: SealedApplication, unionPath: string): Promise<Member> {
  if (memberId != null && !person) return getMember(tx, memberId);
  if (person && memberId == null) return (await findByIdentity(tx, person, unionPath)) ?? register(tx, person, unionPath);
  throw new Refusal(
    'BAD_USER_INPUT',
    'Name the worker by "memberId", or describe one without a record in "person": one of the two.',
    { field: 'memberId' },
  );
}

/**
 * Staff of the union learn of a record by name and identity number, both in their hand; anybody else only of their own. Throws `VALIDATION_FAILED` for
 * a number whose record has another name.
 */
async function findByIdentity(tx: Tx, { identityHash, nameZh }: SealedWorker, unionPath: string): Promise<Member | undefined> {
  const found = await rows<Member & { readonly foundName: string }>(
    tx.db,
    // A record that was merged is found by its number, too, and stands for its survivor.
    sql`select d.name_zh as "foundName", ${columns(Member, 'm')} from member d
    left join member_merge g on g.duplicate_id = d.id and g.state = 'MERGED'
    join member m on m.id = coalesce(g.survivor_id, d.id) where d.identity_hash = ${identityHash}
    order by (m.membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED')) desc, m.id for update of m`,
  );
  if (found.length === 0) return undefined;
  const [{ foundName, ...known }] = found as [Member & { readonly foundName: string }];
  if (!receives(tx.viewer, unionPath) && known.id !== tx.viewer.personId) throw applicationForOthers(tx.viewer);
  if ([foundName, known.nameZh].some((name) => isSameName(name, nameZh))) return known;
  throw new Refusal(
    'VALIDATION_FAILED',
    'A record with this identity number has another name. Compare both with the identity card; a wrong record is corrected by the union that keeps it ("correctMember").',
    { rule: 'ORG-INV-2', field: 'person.nameZh' },
  );
}

const isSameName = (one: string, other: string): boolean => foldedName(one) === foldedName(other);

async function register(tx: Tx, person: SealedWorker, unionPath: string): Promise<Member> {
  const member = await insertRow(tx.db, Member, {
    id: idOfNew(tx.viewer, unionPath),
    memberNo: null,
    nameZh: person.nameZh,
    identityHash: person.identityHash,
    identityMasked: person.identityMasked,
    gender: person.gender,
    birthYear: person.birthYear,
    identityBirthYear: person.identityBirthYear,
    hukouType: person.hukouType ?? null,
    isMigrantWorker: person.isMigrantWorker ?? false,
    phoneMasked: person.phoneMasked,
    email: person.email ?? null,
    employmentKind: person.employmentKind,
    employerId: person.employerId ?? null,
    contractTermMonths: person.contractTermMonths ?? null,
    membershipStatus: 'NONE',
    diedOn: null,
    deathMergeId: null,
    unionId: null,
    joinedAt: null,
    districtCode: person.districtCode,
    scopePath: homePath(person.districtCode),
    version: 1,
  });
  await publishMemberListed(tx, member);
  return member;
}

/** What the number of a person tells, where their record does not say it yet. */
export const learnedFrom = (member: Member, { person }: SealedApplication): Partial<Member> =>
  person === null || person.identityHash !== member.identityHash
    ? {}
    : {
        gender: member.gender ?? person.gender,
        birthYear: member.birthYear ?? person.birthYear,
        identityBirthYear: person.identityBirthYear,
      };

/**
 * Staff make a record for another person; a person who signs in makes their own, under the id they sign in with. Whoever
 * takes applications for any union describes another person, so that a slip of the union never makes a worker's data theirs.
 */
function idOfNew(viewer: Viewer, unionPath: string): string {
  if (receives(viewer, unionPath)) return newId();
  if (viewer.personId && !hasRole(viewer, ...RECEIVERS)) return viewer.personId;
  throw applicationForOthers(viewer);
}

const applicationForOthers = (viewer: Viewer): Refusal =>
  forbidden(viewer, 'You can apply for yourself, or for others as the staff of the union applied to.', {
    kind: 'role',
    anyOf: RECEIVERS,
    persons: ['applicant'],
  });
