import { hasRole, scopePaths, type Viewer } from '@union-graph/identity';
import { columns, empty, type PageSource, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { StudioLevel, StudioStatus } from '../schema.gen.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { STUDIO_READERS } from './policy.ts';
import { CO_NAMER } from './rules.ts';

/** Which studios `s` the viewer may see, as a condition in SQL: by the rule of `seesStudio`, and for who co-names those of the city. */
export const studioScope = (viewer: Viewer): Sql => sql`(s.named_on is not null or s.leader_member_id = ${viewer.personId}::uuid
  or ${coNames(viewer)} or ${underPaths(raw('s.scope_path'), scopePaths(viewer, ...STUDIO_READERS))})`;

const coNames = (viewer: Viewer): Sql =>
  hasRole(viewer, 'LINKED_PARTY')
    ? sql`(s.level = 'CITY' and exists (select from agency_delegate d where d.person_id = ${viewer.personId}::uuid and d.agency_code = ${CO_NAMER}))`
    : raw('false');

interface Filter {
  readonly level?: StudioLevel | null;
  readonly status?: StudioStatus | null;
}

/** The studios that the viewer may see, the latest first. */
export const innovationStudios: PageSource<InnovationStudio, Filter> = {
  name: 'innovationStudios',
  select: ({ level, status }, { viewer }) => sql`select ${columns(InnovationStudio, 's')} from innovation_studio s
    where ${studioScope(viewer)} ${level ? sql`and s.level = ${level}` : empty} ${status ? sql`and s.status = ${status}` : empty}`,
  order: [
    { by: 'nominatedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
