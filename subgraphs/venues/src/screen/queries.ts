import { scopePaths } from '@union-graph/identity';
import { columns, empty, type PageSource, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { screenPolicy } from './policy.ts';
import { Screen } from './Screen.ts';
import { ScreenFile } from './ScreenFile.ts';

interface ScreenFilter {
  readonly districtCode?: string | null;
  readonly operator?: string | null;
  readonly online?: boolean | null;
}

/** The condition for the screens of a district, of an operator, or that are online. */
export const thoseOf = ({ districtCode, operator, online }: ScreenFilter): Sql => sql`
    ${districtCode == null ? empty : sql`and s.district_code = ${districtCode}`}
    ${operator == null ? empty : sql`and s.operator = ${operator}`}
    ${online == null ? empty : sql`and s.online = ${online}`}`;

/** The screens of the viewer's part of the city, by number. */
export const screens: PageSource<Screen, ScreenFilter> = {
  name: 'screens',
  select: (filter, { viewer }) => sql`select ${columns(Screen, 's')} from screen s
    where ${underPaths(raw(`('/city/' || s.district_code || '/')`), scopePaths(viewer, 'CITY_DEPT', 'DISTRICT_ADMIN'))} ${thoseOf(filter)}`,
  order: [{ by: 'screenNo', type: 'text' }],
};

/** The files that were taken, the newest first: all, or those of one campaign. `FORBIDDEN` for others than the city's departments. */
export const screenFiles: PageSource<ScreenFile, { readonly campaignId?: string | null }> = {
  name: 'screenFiles',
  select: ({ campaignId }, { viewer }) => {
    screenPolicy.authorise(viewer, 'readFiles', {});
    return sql`select ${columns(ScreenFile, 'f')} from screen_file f ${campaignId == null ? empty : sql`where f.campaign_id = ${campaignId}::uuid`}`;
  },
  order: [
    { by: 'submittedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
