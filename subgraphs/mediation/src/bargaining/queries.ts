import {
  civilDay,
  columns,
  empty,
  type PageSource,
  type ReadContext,
  requireIds,
  rows,
  type Sql,
  sql,
} from '@union-graph/subgraph';
import type { RoundStatus } from '../schema.gen.ts';
import { BargainingRound } from './BargainingRound.ts';
import { roundScope } from './scope.ts';

interface Filter {
  readonly status?: RoundStatus | null;
  readonly workersSideId?: string | null;
  readonly districtCode?: string | null;
}

const order = [
  { by: 'noticedOn', type: 'date', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

/** The rule of `currentRoundStatus` as an expression in SQL on `bargaining_round r`, with the contract of a filed round as `c`. */
const currentStatusSql = (today: string): Sql => sql`(case
  when r.status = 'NOTICED' and r.reply_due_on < ${today}::date then 'REFUSED'
  when r.status = 'PAUSED' and r.resume_on <= ${today}::date then 'NEGOTIATING'
  when r.status <> 'FILED' or c.id is null then r.status
  when c.term_to < ${today}::date then case when exists (
    select from bargaining_round n join collective_contract d on d.round_id = n.id
    where n.renews_id = c.id and d.objected_on is null and d.objection_by < ${today}::date and d.term_from <= ${today}::date)
    then 'RENEWED' else 'EXPIRED' end
  when c.objection_by >= ${today}::date or c.term_from > ${today}::date then 'FILED'
  when c.published_on is null then 'EFFECTIVE' else 'PUBLISHED' end)`;

/** The rounds that the viewer may see, the latest notice first. */
export const bargainingRounds: PageSource<BargainingRound, Filter> = {
  name: 'bargainingRounds',
  select: ({ status, workersSideId, districtCode }, { viewer, now }) => {
    requireIds({ workersSideId });
    return sql`select ${columns(BargainingRound, 'r')} from bargaining_round r
      left join collective_contract c on c.round_id = r.id and c.objected_on is null and c.lapsed_on is null
      where ${roundScope({ viewer, now })} ${status ? sql`and ${currentStatusSql(civilDay(now))} = ${status}` : empty}
      ${workersSideId ? sql`and r.workers_side_id = ${workersSideId}::uuid` : empty}
      ${districtCode ? sql`and r.district_code = ${districtCode}` : empty}`;
  },
  order,
};

/** The rounds of each union, of those that the viewer may see. */
export const roundsOfUnion: PageSource<BargainingRound> = {
  name: 'roundsOfUnion',
  select: (_, { viewer, now }) =>
    sql`select ${columns(BargainingRound, 'r')} from bargaining_round r
    where r.workers_side_id::text = parent.key and ${roundScope({ viewer, now })}`,
  order,
};

interface Effect {
  readonly bargainingGrowthBp: number | null;
  readonly gdpGrowthBp: number | null;
  readonly workers: number;
  readonly employers: number;
}

/**
 * How wages grew by agreements that began in a year and were not objected to, weighted by workers (S-55). A worker counts once: of a firm
 * with several agreements the last signed counts, and never more workers than the firm has.
 */
export async function effectOf({ db, now }: ReadContext, year: number): Promise<Effect> {
  const first = `${year}-01-01`;
  const [found] = await rows<Effect>(
    db,
    sql`with firm as (
      select distinct on (e.enterprise_id) least(coalesce(e.workers, p.headcount), p.headcount) as workers, c.wage_growth_bp
      from collective_contract c join collective_contract_employer e on e.contract_id = c.id
      left join employer_place p on p.enterprise_id = e.enterprise_id
      where c.has_wage_terms and c.wage_growth_bp is not null and c.objected_on is null and c.objection_by < ${civilDay(now)}::date
        and c.term_from between ${first}::date and (${first}::date + interval '1 year - 1 day')::date
      order by e.enterprise_id, c.signed_on desc, c.id desc)
    select round(sum(f.wage_growth_bp::numeric * f.workers) / nullif(sum(f.workers), 0))::int as "bargainingGrowthBp",
      coalesce(sum(f.workers), 0)::int as workers, count(*)::int as employers,
      (select s.value_bp from labour_standard s where s.kind = 'GDP_GROWTH' and s.effective_from = ${first}::date) as "gdpGrowthBp"
    from firm f`,
  );
  return found as Effect;
}
