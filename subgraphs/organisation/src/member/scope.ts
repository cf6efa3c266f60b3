import { hasRole, inScope, READERS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { civilDay, forbidden, join, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { Member } from './Member.ts';
import type { ServedSource } from './ServedPerson.ts';

/** The roles that work with members' records, each inside its own part of the union tree. */
export const MEMBER_READERS: readonly Role[] = READERS.member.inScope;

/** Those of them who read lists of workers; the others look somebody up. */
export const MEMBER_LISTERS: readonly Role[] = READERS.memberList.inScope;

/** Whether the viewer may see a worker's record: it is their own, or lies in their part of the tree (domain rule 2.0 «Scope»). */
export const seesMember = (viewer: Viewer, { id, scopePath }: Pick<Member, 'id' | 'scopePath'>): boolean =>
  viewer.personId === id || inScope(viewer, scopePath, ...MEMBER_READERS);

/** Who reads, and when. */
type Reading = Pick<ReadContext, 'viewer' | 'now'>;

/**
 * Workers whose dispute is the viewer's own work, as mediator or lawyer, whatever the part of the tree, until the last day of that work and
 * while the viewer has not left the staff. A condition in SQL.
 */
const inOwnCase = ({ viewer: { personId }, now }: Reading, alias: string): Sql =>
  sql`exists (select from case_worker w where w.member_id = ${raw(alias)}.id and w.person_id = ${personId}::uuid
    and (w.last_day is null or w.last_day >= ${civilDay(now)}::date)
    and not exists (select from staff_member s where s.id = w.person_id and s.status = 'LEFT'))`;

/**
 * The same rule as a condition in SQL, on the table `member` under an alias, and beside it the workers of the viewer's own cases, who are
 * read and not changed. What hangs on a member joins it and asks this.
 */
export const memberScope = ({ viewer, now }: Reading, alias: string): Sql =>
  sql`(${viewer.personId === null ? raw('false') : inOwnCase({ viewer, now }, alias)} or ${raw(alias)}.id = ${viewer.personId}::uuid or ${underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...MEMBER_READERS))})`;

type NameReader = keyof typeof READERS.memberName.ofOwnWork;

/** For which work persons are listed whose names a role reads; every role of `READERS.memberName` and no other. */
const LISTED_FOR: Readonly<Record<NameReader, readonly ServedSource[]>> = {
  TEACHER: ['TRAINING'],
  INSTITUTION: ['TRAINING'],
  VENUE_MANAGER: ['VENUES'],
  FUND_APPROVER: ['FUND_DECISION', 'FUND_PAYMENT'],
  FUND_CASHIER: ['FUND_PAYMENT'],
};

/**
 * Workers of whom the viewer reads the name alone, as a decision, a payout, a course or a booking needs it: those who are listed for the
 * viewer's own work (C-10, C-19). A condition in SQL.
 */
export function nameScope({ viewer, now }: Reading, alias: string): Sql {
  const roles = (Object.keys(LISTED_FOR) as NameReader[]).filter((role) => hasRole(viewer, role));
  if (roles.length === 0) return raw('false');
  const listed = roles.map(
    (role) => sql`s.source = any(${LISTED_FOR[role]}::text[]) and ${underPaths(raw('s.scope_path'), scopePaths(viewer, role))}`,
  );
  return sql`exists (select from served_person s where s.member_id = ${raw(alias)}.id and s.served
    and (s.served_until is null or s.served_until > ${now}) and (${join(listed, ' or ')}))`;
}

/** Whether the viewer reads a record as an agent of the hotline and not otherwise. */
const readsForHotline = (viewer: Viewer, { id, scopePath }: Pick<Member, 'id' | 'scopePath'>): boolean =>
  viewer.personId !== id &&
  inScope(viewer, scopePath, 'HOTLINE_AGENT') &&
  !inScope(viewer, scopePath, ...MEMBER_READERS.filter((role) => role !== 'HOTLINE_AGENT'));

/**
 * The record of who asked 12351, as a request shows it. The hotline reads it whole to call back about one open request; of a closed one, and in
 * lists of requests, the name (C-19).
 */
export const requesterOf = <Row extends Member>(viewer: Viewer, row: Row, { isOpen, isListed }: Asked): Row & NameAlone =>
  readsForHotline(viewer, row) && (isListed || !isOpen) ? { ...row, isNameAlone: true } : row;

interface Asked {
  /** Whether the request is still to be answered or closed. */
  readonly isOpen: boolean;
  /** Whether it was read as one of several. */
  readonly isListed: boolean;
}

interface NameAlone {
  readonly isNameAlone?: boolean;
}

/** Whether the viewer was given more of a record than its name. What hangs on the record is empty to the others. */
export const isWhole = (row: Member & NameAlone): boolean => row.isNameAlone !== true;

/** Refuses what else a record says to those who read its name alone. */
export function recordOf(viewer: Viewer, row: Member & NameAlone): Member {
  if (isWhole(row)) return row;
  throw forbidden(viewer, 'You read the name of this person for your work, and nothing else of the record.', {
    kind: 'role',
    anyOf: MEMBER_READERS,
  });
}
