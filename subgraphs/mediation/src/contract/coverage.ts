import { civilDay, empty, isId, Refusal, refuseIf, rows, type Sql, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';

/**
 * How far contracts in force reach on a day: distinct employers with a union and distinct workers, whatever number of contracts covers one
 * (MED-INV-9).
 */
export interface Coverage {
  readonly employers: number;
  readonly covered: number;
  readonly aboveScale: number;
  readonly aboveScaleWithWages: number;
  readonly workers: number;
  readonly workersCovered: number;
  readonly workersWithWages: number;
}

/** Whose coverage is counted: a district's by its code, that of a union and all below it by its id, the city's. */
export const scopeOf = (scope: string | null | undefined): Sql => {
  if (scope == null) return empty;
  if (/^\d{6}$/.test(scope)) return sql`and p.district_code = ${scope}`;
  if (isId(scope)) return sql`and p.union_id in (${unionsBelow(scope)})`;
  throw new Refusal('BAD_USER_INPUT', 'A scope is the code of a district or the id of a union.', { field: 'scope' });
};

/** A union, and those that lie below it today as organisation tells. */
const unionsBelow = (unionId: string): Sql => sql`select ${unionId}::uuid union all select below.union_id from known_union k
  join known_union below on below.scope_path ^@ k.scope_path where k.union_id = ${unionId}::uuid`;

/** The day on which a period is counted: its last one, or today while it lasts. */
export function dayOf(period: { readonly from: string; readonly to: string } | null | undefined, now: Date): string {
  const today = civilDay(now);
  if (!period) return today;
  refuseIf(period.from > today, 'BAD_USER_INPUT', 'The period has not begun.', { field: 'period' });
  return [period.to, today].sort()[0] as string;
}

/** Counts the coverage of a scope on a day (IND-02, IND-03). */
export async function countCoverage(db: EntityManager, scope: string | null | undefined, on: string): Promise<Coverage> {
  // In force: no objection, which is no longer possible, and within the term; the same as `contractStatus`. On wages in the sense of
  // IND-03: a wage agreement, or a contract of an area or industry with wage terms (C-07). Of a firm with several contracts the most
  // workers that one covers are counted, and never more than it has; a contract that names no number covers all.
  const [counted] = await rows<Coverage>(
    db,
    sql`with in_force as (
      select e.enterprise_id, coalesce(e.workers, 2147483647) as workers, c.has_wage_terms and c.kind <> 'COLLECTIVE' as on_wages
      from collective_contract c join collective_contract_employer e on e.contract_id = c.id
      where c.objected_on is null and c.objection_by < ${on}::date and c.term_from <= ${on}::date and c.term_to >= ${on}::date),
    firm as (
      select f.enterprise_id, max(f.workers) as workers, max(f.workers) filter (where f.on_wages) as with_wages
      from in_force f group by 1)
    select count(*)::int as employers,
      count(f.enterprise_id)::int as covered,
      count(*) filter (where p.above_scale)::int as "aboveScale",
      count(*) filter (where p.above_scale and f.with_wages is not null)::int as "aboveScaleWithWages",
      coalesce(sum(p.headcount), 0)::int as workers,
      coalesce(sum(least(f.workers, p.headcount)) filter (where f.workers is not null and p.headcount is not null), 0)::int as "workersCovered",
      coalesce(sum(least(f.with_wages, p.headcount)) filter (where f.with_wages is not null and p.headcount is not null), 0)::int as "workersWithWages"
    from employer_place p left join firm f on f.enterprise_id = p.enterprise_id
    where p.union_id is not null ${scopeOf(scope)}`,
  );
  return counted as Coverage;
}

/** The districts in which the firms of a union, and of those below it, lie. */
export const districtsOfUnion = async (db: EntityManager, unionId: string): Promise<string[]> =>
  (
    await rows<{ code: string }>(
      db,
      sql`select distinct p.district_code as code from employer_place p where p.union_id in (${unionsBelow(unionId)})`,
    )
  ).map(({ code }) => code);

/** A share in basis points, rounded down as the plan does; null of nothing. */
export const shareBp = (part: number, whole: number): number | null => (whole === 0 ? null : Math.floor((part * 10_000) / whole));
