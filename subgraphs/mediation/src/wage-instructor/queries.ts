import { civilDay, columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import { WageInstructor } from './WageInstructor.ts';

interface Filter {
  readonly districtCode?: string | null;
}

/** The instructors whose term runs; public. */
export const wageInstructors: PageSource<WageInstructor, Filter> = {
  name: 'wageInstructors',
  select: ({ districtCode }, { now }) => sql`select ${columns(WageInstructor, 'i')} from wage_instructor i
    where i.appointed_on <= ${civilDay(now)}::date and i.term_to >= ${civilDay(now)}::date
    ${districtCode ? sql`and i.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
