import { empty, inAgreedDistricts, type PageArgs, type PageSource, raw, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { countedDay } from '../district/queries.ts';
import type { QueryJointUnionComplianceArgs } from '../schema.gen.ts';
import { type Standing, standings } from './loaders.ts';
import { type Wanted, wantedIn } from './rules.ts';

type Args = Pick<QueryJointUnionComplianceArgs, 'districtCode' | 'flag' | 'year'> & { readonly on: string };

const flagged = ({ officers, fundingFen }: Wanted) => {
  const lacksOfficer = sql`o.officers < ${officers}`;
  const lacksFunding = sql`f.fen < ${fundingFen}`;
  return { NO_OFFICER: lacksOfficer, UNDERFUNDED: lacksFunding, COMPLIANT: sql`not (${lacksOfficer} or ${lacksFunding})` };
};

const standingUnions: PageSource<Standing, Args> = {
  name: 'standingUnions',
  select: ({ year, on, districtCode, flag }, { viewer, number }) =>
    standings(
      year,
      on,
      sql`and u.status in ('ACTIVE', 'SUSPENDED') and ${inAgreedDistricts(viewer, raw('u.district_code'))}
      ${districtCode ? sql`and u.district_code = ${districtCode}` : empty} ${flag ? sql`and ${flagged(wantedIn(number, year))[flag]}` : empty}`,
    ),
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'unionId', type: 'uuid' },
  ],
  cursorArgs: ({ year, districtCode, flag }) => ({ year, districtCode, flag }),
};

/** Joint unions that are open, and how each stands in a year; public. */
export const jointUnionCompliance = (
  ctx: Context,
  { year, districtCode, flag, first, after }: QueryJointUnionComplianceArgs & PageArgs,
) =>
  ctx.page(standingUnions, null, {
    year,
    on: countedDay(ctx, year),
    districtCode,
    flag,
    first: first ?? null,
    after: after ?? null,
  });
