import { columns, empty, type PageSource, type ReadContext, refuseIf, rows, sql } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { HomeProgramme, HomeProgrammeYear, QueryWorkersHomesArgs } from '../schema.gen.ts';
import { WorkersHome } from './WorkersHome.ts';

/** Homes by name; public. */
export const workersHomes: PageSource<WorkersHome, Pick<QueryWorkersHomesArgs, 'districtCode' | 'status'>> = {
  name: 'workersHomes',
  select: ({ districtCode, status }) => sql`select ${columns(WorkersHome, 'h')} from workers_home h where true
    ${districtCode ? sql`and h.district_code = ${districtCode}` : empty} ${status ? sql`and h.status = ${status}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

const MOST_YEARS = 50;

/** How many homes reached the standard in each of some years (S-43), whether or not it lapsed since. */
export async function homeProgramme({ db, number }: ReadContext, from: number, to: number): Promise<HomeProgramme> {
  refuseIf(
    from > to || to - from > MOST_YEARS || from < 1900 || to > 9999,
    'BAD_USER_INPUT',
    `${from} to ${to} is no span of years.`,
    {
      field: 'to',
    },
  );
  const years = await rows<HomeProgrammeYear>(
    db,
    sql`select y.year, count(h.id)::int as reached, sum(count(h.id)) over (order by y.year)::int as "reachedInAll"
    from generate_series(${from}::int, ${to}::int) as y(year)
    left join workers_home h on h.standard_since between make_date(y.year, 1, 1) and make_date(y.year, 12, 31)
    group by y.year order by y.year`,
  );
  return { target: number(numbers.HOMES_WANTED), years };
}
