import { empty, type PageSource, requireIds, sql } from '@union-graph/subgraph';
import type { WarningStatus } from '../schema.gen.ts';
import type { EarlyWarning } from './EarlyWarning.ts';
import { CLOSED } from './rules.ts';
import { currentColumns, currentWarningStatus, WARNINGS, warningScope } from './scope.ts';

interface Filter {
  readonly districtCode?: string | null;
  readonly open?: boolean | null;
  readonly status?: WarningStatus | null;
  readonly enterpriseId?: string | null;
}

/** The warnings that the viewer may see, the latest first. */
export const earlyWarnings: PageSource<EarlyWarning, Filter> = {
  name: 'earlyWarnings',
  select: ({ districtCode, open, status, enterpriseId }, ctx) => {
    requireIds({ enterpriseId });
    const isClosed = sql`${currentWarningStatus(ctx)} = any(${[...CLOSED]}::text[])`;
    return sql`select ${currentColumns(ctx)} from ${WARNINGS} where ${warningScope(ctx.viewer)}
      ${districtCode ? sql`and w.district_code = ${districtCode}` : empty}
      ${open == null ? empty : open ? sql`and not ${isClosed}` : sql`and ${isClosed}`}
      ${status ? sql`and ${currentWarningStatus(ctx)} = ${status}` : empty}
      ${enterpriseId ? sql`and w.enterprise_id = ${enterpriseId}::uuid` : empty}`;
  },
  order: [
    { by: 'reportedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
