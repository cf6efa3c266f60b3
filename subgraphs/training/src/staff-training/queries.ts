import { scopePaths } from '@union-graph/identity';
import { empty, type PageSource, raw, sql, underPaths } from '@union-graph/subgraph';
import { TRAINING_READERS } from './policy.ts';
import { requiredHours } from './rules.ts';
import type { TrainingCompliance } from './TrainingCompliance.ts';

interface Filter {
  readonly districtCode?: string | null;
  readonly year: number;
  readonly compliant?: boolean | null;
}

/** Officers of a year, those with the fewest hours first: who is on the register and works, and who has a record of that year. */
export const staffTrainingCompliance: PageSource<TrainingCompliance, Filter> = {
  name: 'staffTrainingCompliance',
  select: ({ districtCode, year, compliant }, { viewer, number }) => {
    const { city, district } = requiredHours(number, year);
    const isCompliant = sql`(o."cityHours" >= ${city} and o."districtHours" >= ${district})`;
    return sql`select o.*, o."cityHours" + o."districtHours" as hours, ${year}::int as year from (
      select coalesce(y.staff_id, d.entry_id) as "staffId", coalesce(y.scope_path, d.scope_path) as "scopePath",
        coalesce(y.city_hours, 0) as "cityHours", coalesce(y.district_hours, 0) as "districtHours"
      from (select * from directory_entry where kind = 'STAFF' and detail = 'JOINT_UNION_OFFICER' and not has_ended) d
      full join (select * from staff_training_year where year = ${year}) y on y.staff_id = d.entry_id) o
    where ${underPaths(raw('o."scopePath"'), scopePaths(viewer, ...TRAINING_READERS))}
      ${districtCode ? sql`and o."scopePath" ^@ ${`/city/${districtCode}/`}` : empty}
      ${compliant == null ? empty : sql`and ${isCompliant} = ${compliant}`}`;
  },
  order: [
    { by: 'hours', type: 'int' },
    { by: 'staffId', type: 'uuid' },
  ],
};
