import { hasRole, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import {
  beginsWith,
  civilDay,
  columns,
  empty,
  forbidden,
  isId,
  keptNameBeginning,
  type PageSource,
  raw,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { QueryMembersArgs } from '../schema.gen.ts';
import { tallied } from '../tally/queries.ts';
import { lapsedOn } from '../transfer/queries.ts';
import { Member } from './Member.ts';
import type { MembershipStatus } from './rules.ts';
import { MEMBER_LISTERS, MEMBER_READERS } from './scope.ts';

/** The part of the tree right below the city that a member lies in, as the index `member_by_district` has it. */
const PART = raw(`'/' || split_part(m.scope_path, '/', 2) || '/' || split_part(m.scope_path, '/', 3) || '/'`);
const isPart = (path: string): boolean => /^\/[^/]+\/[^/]+\/$/.test(path);

/** Whether a member lies in one of some parts of the tree; a district is asked for by the index that has its members by name. */
const inParts = (paths: readonly string[]): Sql => {
  const [path] = paths;
  return path !== undefined && paths.length === 1 && isPart(path)
    ? sql`${PART} = ${path}`
    : underPaths(raw('m.scope_path'), paths);
};

type Filter = Pick<QueryMembersArgs, 'unionId' | 'membershipStatus' | 'nameStartsWith'>;

/** A name is looked up by its surname and one character more: the surname alone is a list of thousands. */
const LOOKUP_CHARACTERS = 2;
const isLookup = ({ nameStartsWith }: Filter): boolean =>
  [...keptNameBeginning(nameStartsWith ?? '')].length >= LOOKUP_CHARACTERS;

/** By which roles somebody reads records with a filter. `FORBIDDEN` to those who read none, or none but what they look up. */
function rolesFor(viewer: Viewer, filter: Filter): readonly Role[] {
  if (isLookup(filter) && hasRole(viewer, ...MEMBER_READERS)) return MEMBER_READERS;
  if (hasRole(viewer, ...MEMBER_LISTERS)) return MEMBER_LISTERS;
  throw hasRole(viewer, ...MEMBER_READERS)
    ? forbidden(
        viewer,
        'Your work needs single records. Look somebody up: give at least two characters of the name in "nameStartsWith".',
        {
          kind: 'role',
          anyOf: MEMBER_LISTERS,
        },
      )
    : forbidden(viewer, 'Lists of workers are for staff. Your own record is in "me".', { kind: 'role', anyOf: MEMBER_READERS });
}

/** The members on the way to another union whose transfer nobody accepted in time: ACTIVE again, though no task has written that down. */
const lapsedMembers = (today: string): Sql =>
  sql`select m.id from membership_transfer t join member m on m.id = t.member_id and m.membership_status = 'TRANSFERRING'
    where ${lapsedOn(today)}`;

/** Whether a member is in a state on a day. */
function isIn(status: MembershipStatus, today: string): Sql {
  const lapsed = sql`m.id in (${lapsedMembers(today)})`;
  if (status === 'ACTIVE') return sql`(m.membership_status = 'ACTIVE' or ${lapsed})`;
  if (status === 'TRANSFERRING') return sql`(m.membership_status = 'TRANSFERRING' and not ${lapsed})`;
  return sql`m.membership_status = ${status}`;
}

/** How many members lie in some parts of the tree. The numbers that are kept of a state go by what is written, so that the lapsed are counted anew. */
function countedIn(paths: readonly string[], status: MembershipStatus | null | undefined, today: string): Sql {
  if (status !== 'ACTIVE' && status !== 'TRANSFERRING') return tallied('member', paths, status);
  const lapsed = sql`select count(*) from (${lapsedMembers(today)} and ${underPaths(raw('m.scope_path'), paths)}) as lapsed`;
  return sql`select (${tallied('member', paths, status)}) ${raw(status === 'ACTIVE' ? '+' : '-')} (${lapsed})`;
}

/** Workers' records in the viewer's part of the tree, for staff; a role whose work is about single persons looks them up by name. */
export const members: PageSource<Member, Filter> = {
  name: 'members',
  select: (filter, { viewer, now }) => {
    const { unionId, membershipStatus } = filter;
    const nameStartsWith = keptNameBeginning(filter.nameStartsWith ?? '');
    return sql`select m.name_zh as "nameZh", m.id from member m where ${inParts(scopePaths(viewer, ...rolesFor(viewer, filter)))}
      ${unionId ? (isId(unionId) ? sql`and m.union_id = ${unionId}` : raw('and false')) : empty}
      ${membershipStatus ? sql`and ${isIn(membershipStatus, civilDay(now))}` : empty}
      ${nameStartsWith ? sql`and ${beginsWith('m.name_zh', nameStartsWith)}` : empty}`;
  },
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
  // What is searched by name is counted: the number of a search grows with what it finds.
  counted: ({ unionId, membershipStatus, nameStartsWith }, { viewer, now }) =>
    unionId || nameStartsWith ? null : countedIn(scopePaths(viewer, ...MEMBER_LISTERS), membershipStatus, civilDay(now)),
  whole: sql`select ${columns(Member, 'm')} from member m where m.id = page.id`,
};
