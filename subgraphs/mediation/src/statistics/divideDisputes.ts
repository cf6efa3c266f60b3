import { readsAsPartner } from '@union-graph/identity';
import {
  civilDay,
  type Days,
  inAgreedDistricts,
  piecesFor,
  type ReadContext,
  raw,
  rows,
  type Sql,
  sql,
} from '@union-graph/subgraph';
import type { CaseSource, DisputeGrouping, IndustryCode, Ownership, PeriodInput } from '../schema.gen.ts';
import type { DisputeShare } from './DisputeShare.ts';
import { countsExactly } from './rules.ts';
import { shareOf, sumShares, withholdGroups } from './shares.ts';

type Listed<Group extends string> = Readonly<Record<Group, true>>;

const OWNERSHIPS: Listed<Ownership> = {
  STATE: true,
  COLLECTIVE: true,
  PUBLIC_INSTITUTION: true,
  PRIVATE: true,
  FOREIGN: true,
  HMT: true,
  MIXED: true,
  INDIVIDUAL: true,
};
const INDUSTRIES: Listed<IndustryCode> = {
  SERVICES: true,
  TRANSPORT: true,
  CONSTRUCTION: true,
  INDUSTRY_DEFENCE: true,
  EDUCATION: true,
  FINANCE: true,
  MEDICAL: true,
  MUNICIPAL: true,
  OTHER: true,
};
const SOURCES: Listed<CaseSource> = {
  WALK_IN: true,
  HOTLINE_12351: true,
  STATION: true,
  GRID: true,
  COURT_DELEGATED: true,
  ARBITRATION_REFERRED: true,
  PETITION: true,
};

/** The group of cases of which the distinguishing fact was not recorded. */
const UNKNOWN = 'UNKNOWN';

/** By what cases are told apart: the column, and every group there may be, so that one without cases does not show by its absence. */
const GROUPINGS: Readonly<Record<DisputeGrouping, { readonly column: Sql; readonly groups: readonly string[] | null }>> = {
  OWNERSHIP: { column: raw('c.ownership'), groups: Object.keys(OWNERSHIPS) },
  INDUSTRY: { column: raw('c.industry'), groups: [...Object.keys(INDUSTRIES), UNKNOWN] },
  SOURCE: { column: raw('c.source'), groups: Object.keys(SOURCES) },
  /** The districts that have an organisation; those of the city's centre and of industries have none. */
  DISTRICT: { column: raw('c.district_code'), groups: null },
};

interface Asked {
  readonly by: DisputeGrouping;
  readonly period?: PeriodInput | null | undefined;
  readonly districtCode?: string | null | undefined;
}

/** How disputes that were received divide by a fact of them; to those who do not read the cases by whole quarters, with small groups withheld (C-20). */
export async function divideDisputes(ctx: ReadContext, { by, period, districtCode }: Asked): Promise<DisputeShare> {
  const isExact = countsExactly(ctx.viewer, districtCode ? `/city/${districtCode}/` : '/city/');
  const days = period ?? allDays(ctx, isExact);
  const pieces = piecesFor(ctx, days, isExact);
  const groups = GROUPINGS[by].groups ?? (await districts(ctx, districtCode ?? null));
  const counted = await countGroups(ctx, by, pieces ?? [days], districtCode ?? null);
  const cells = counted.map((counts) => groups.map((group) => ({ group, count: counts.get(group) ?? 0 })));
  if (!pieces) return shareOf(by, cells[0] ?? []);
  return sumShares(by, cells.map(withholdGroups));
}

/** Everything that was ever received; for those who are told at most ten years of quarters, this year and the nine before. */
const allDays = ({ viewer, now }: ReadContext, isExact: boolean): Days => {
  const today = civilDay(now);
  return { from: readsAsPartner(viewer) || !isExact ? `${Number(today.slice(0, 4)) - 9}-01-01` : '1949-10-01', to: today };
};

async function districts({ db, viewer }: ReadContext, districtCode: string | null): Promise<string[]> {
  if (districtCode) return [districtCode];
  const found = await rows<{ code: string }>(
    db,
    sql`select distinct coalesce(o.district_code, ${UNKNOWN}) as code from mediation_org o
      where ${inAgreedDistricts(viewer, raw('o.district_code'))} order by code`,
  );
  return found.map(({ code }) => code);
}

/** The counts of each span by group, in one statement. */
async function countGroups(
  { db, viewer }: ReadContext,
  by: DisputeGrouping,
  spans: readonly Days[],
  districtCode: string | null,
): Promise<Map<string, number>[]> {
  const inDistrict = districtCode ? sql`c.district_code = ${districtCode}` : inAgreedDistricts(viewer, raw('c.district_code'));
  const found = await rows<{ at: number; group: string; count: number }>(
    db,
    sql`select asked.at::int as at, coalesce(${GROUPINGS[by].column}, ${UNKNOWN}) as "group", count(*)::int as count
      from unnest(${spans.map(({ from }) => from)}::date[], ${spans.map(({ to }) => to)}::date[]) with ordinality as asked(first, last, at)
      join mediation_case c on c.received_on between asked.first and asked.last
      where c.ownership is not null and ${inDistrict} group by 1, 2`,
  );
  return spans.map((_, at) => new Map(found.filter((row) => row.at === at + 1).map(({ group, count }) => [group, count])));
}
