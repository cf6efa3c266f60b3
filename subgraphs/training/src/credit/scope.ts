import { scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';

/** Which entries `e` the viewer may see: their own, those of their part of the tree, and for an institution what it stored. */
export const entryScope = (viewer: Viewer): Sql => sql`(${personScope(viewer, raw('e.member_id'), raw('e.scope_path'))}
  or exists (select from institution i where i.id = e.institution_id and ${ofInstitution(viewer)}))`;

/** Which conversions `v` the viewer may see: their own, those of their part of the tree, and for an institution those to its programmes. */
export const conversionScope = (viewer: Viewer): Sql => sql`(${personScope(viewer, raw('v.member_id'), raw('v.scope_path'))}
  or exists (select from degree_programme p join institution i on i.id = p.institution_id where p.id = v.programme_id and ${ofInstitution(viewer)}))`;

const ofInstitution = (viewer: Viewer): Sql => underPaths(raw('i.scope_path'), scopePaths(viewer, 'INSTITUTION'));
