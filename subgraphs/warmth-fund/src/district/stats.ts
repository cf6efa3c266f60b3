import { inScope, missingRight, type Role, type Viewer } from '@union-graph/identity';
import {
  type Batch,
  forbidden,
  published,
  publishedFen,
  type ReadContext,
  refuseOtherDistrict,
  rows,
  sql,
  sumOfFen,
} from '@union-graph/subgraph';

const READERS: readonly Role[] = [
  'DISTRICT_ADMIN',
  'CITY_DEPT',
  'SOCIAL_DEPT',
  'AUDITOR',
  'PRIVACY_OFFICER',
  'PARTNER',
  'SYSTEM',
];

export interface FundFigures {
  readonly activeFiles: number;
  readonly aidPaidFen: bigint;
  /** Those who were paid the aid. */
  readonly payees: number;
  readonly projects: number;
}

/** The figures as they are told. */
export interface ToldFigures {
  readonly activeFiles: number | null;
  readonly aidPaidFen: bigint | null;
  readonly projects: number | null;
  readonly suppressed: boolean;
}

interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * Whether the viewer is told a district's figures exactly: who reads the files and payouts behind them, and who administers the district or the
 * city, whose own board this is (J-10). Others are told of quarters, small counts withheld (C-20).
 */
export const countsExactly = (viewer: Viewer, code: string): boolean =>
  inScope(viewer, `/city/${code}/`, 'DISTRICT_ADMIN', 'CITY_DEPT', 'AUDITOR', 'SYSTEM');

/** Checks who asks for a district's figures, and over which days: `FORBIDDEN`, `BAD_USER_INPUT`. Gives the loader's key. */
export function statsKey({ viewer }: ReadContext, code: string, period: Period): Period & { code: string } {
  refuseOtherDistrict(viewer, code);
  const mayRead = (other: Viewer) => inScope(other, `/city/${code}/`, ...READERS);
  if (!mayRead(viewer)) {
    const told = `The fund's figures of district "${code}" are open to its own administrators, the city's departments and auditors.`;
    throw forbidden(viewer, told, missingRight(viewer, mayRead, { districtCode: code }));
  }
  const { from, to } = period;
  return { code, from, to };
}

/** The fund's figures of districts, each over its own days, in one statement. */
export const fundStats: Batch<Period & { code: string }, FundFigures> = ({ db }, keys) =>
  rows<FundFigures>(
    db,
    sql`
    select
      (select count(*) from hardship_file f
        where f.district_code = asked.code and f.status in ('ACTIVE', 'REVIEW_DUE', 'EXITED')
          and f.active_from <= asked.last and (f.active_to is null or f.active_to > asked.last))::int as "activeFiles",
      (select coalesce(sum(d.amount_fen), 0) from disbursement d
        where d.district_code = asked.code and d.paid_on between asked.first and asked.last
          and d.status = 'SETTLED' and d.source_type = 'AidApplication')::bigint as "aidPaidFen",
      (select count(distinct d.member_id) from disbursement d
        where d.district_code = asked.code and d.paid_on between asked.first and asked.last
          and d.status = 'SETTLED' and d.source_type = 'AidApplication')::int as "payees",
      (select count(*) from service_project_district w join service_project p on p.id = w.project_id
        where w.district_code = asked.code and p.runs_from <= asked.last and p.runs_to >= asked.first)::int as "projects"
    from unnest(
        ${keys.map(({ code }) => code)}::text[],
        ${keys.map(({ from }) => from)}::date[],
        ${keys.map(({ to }) => to)}::date[])
      with ordinality as asked (code, first, last, at)
    order by asked.at`,
  );

/** All of a period, exactly. */
export const exactly = ({ activeFiles, aidPaidFen, projects }: FundFigures): ToldFigures => ({
  activeFiles,
  aidPaidFen,
  projects,
  suppressed: false,
});

/**
 * For partners (domain rules 4.2, 4.3 point 6): money as the sum of what each quarter tells, files as of the end of the last one, projects
 * as those of all its days together, since one may run through several quarters.
 */
export function byQuarters(quarters: readonly FundFigures[], together: FundFigures): ToldFigures {
  const paid = quarters.map(({ aidPaidFen, payees }) => publishedFen(aidPaidFen, payees));
  const told = { activeFiles: published(together.activeFiles), projects: published(together.projects) };
  return { ...told, aidPaidFen: sumOfFen(paid), suppressed: paid.includes(null) || Object.values(told).includes(null) };
}
