import { scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';

/** Which applications `a` the viewer may see: their own, those of their part of the tree, and for an institution those to its programmes. */
export const applicationScope = (viewer: Viewer): Sql => sql`(${personScope(viewer, raw('a.member_id'), raw('a.scope_path'))}
  or exists (select from degree_programme p join institution i on i.id = p.institution_id where p.id = a.programme_id
    and ${underPaths(raw('i.scope_path'), scopePaths(viewer, 'INSTITUTION'))}))`;
