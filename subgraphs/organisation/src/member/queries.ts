import { hasRole, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import {
  beginsWith,
  columns,
  empty,
  forbidden,
  isId,
  keptPersonName,
  type PageSource,
  raw,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { QueryMembersArgs } from '../schema.gen.ts';
import { tallied } from '../tally/queries.ts';
import { Member } from './Member.ts';
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
  [...keptPersonName(nameStartsWith?.trim() ?? '')].length >= LOOKUP_CHARACTERS;

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

/** Workers' records in the viewer's part of the tree, for staff; a role whose work is about single persons looks them up by name. */
export const members: PageSource<Member, Filter> = {
  name: 'members',
  select: (filter, { viewer }) => {
    const { unionId, membershipStatus } = filter;
    const nameStartsWith = keptPersonName(filter.nameStartsWith ?? '');
    return sql`select m.name_zh as "nameZh", m.id from member m where ${inParts(scopePaths(viewer, ...rolesFor(viewer, filter)))}
      ${unionId ? (isId(unionId) ? sql`and m.union_id = ${unionId}` : raw('and false')) : empty}
      ${membershipStatus ? sql`and m.membership_status = ${membershipStatus}` : empty}
      ${nameStartsWith ? sql`and ${beginsWith('m.name_zh', nameStartsWith)}` : empty}`;
  },
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
  // What is searched by name is counted: the number of a search grows with what it finds.
  counted: ({ unionId, membershipStatus, nameStartsWith }, { viewer }) =>
    unionId || nameStartsWith ? null : tallied('member', scopePaths(viewer, ...MEMBER_LISTERS), membershipStatus),
  whole: sql`select ${columns(Member, 'm')} from member m where m.id = page.id`,
};
