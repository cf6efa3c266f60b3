import { scopePaths } from '@union-graph/identity';
import {
  beginsWith,
  columns,
  empty,
  forbidden,
  isId,
  type PageSource,
  raw,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { QueryMembersArgs } from '../schema.gen.ts';
import { tallied } from '../tally/queries.ts';
import { Member } from './Member.ts';
import { MEMBER_READERS, readsMembers } from './scope.ts';

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

/** Workers' records in the viewer's part of the tree, for staff; `FORBIDDEN` to all others. */
export const members: PageSource<Member, Filter> = {
  name: 'members',
  select: ({ unionId, membershipStatus, nameStartsWith }, { viewer }) => {
    if (!readsMembers(viewer))
      throw forbidden(viewer, 'Lists of workers are for staff. Your own record is in "me".', {
        kind: 'role',
        anyOf: MEMBER_READERS,
      });
    return sql`select m.name_zh as "nameZh", m.id from member m where ${inParts(scopePaths(viewer, ...MEMBER_READERS))}
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
    unionId || nameStartsWith ? null : tallied('member', scopePaths(viewer, ...MEMBER_READERS), membershipStatus),
  whole: sql`select ${columns(Member, 'm')} from member m where m.id = page.id`,
};
