import { civilDay, columns, empty, type PageSource, raw, sql } from '@union-graph/subgraph';
import { leftStaff } from '../mediator/hasLeft.ts';
import { WageInstructor } from './WageInstructor.ts';

interface Filter {
  readonly districtCode?: string | null;
}

/** The instructors whose term runs and who have not left the staff; public. */
export const wageInstructors: PageSource<WageInstructor, Filter> = {
  name: 'wageInstructors',
  select: ({ districtCode }, { now }) => sql`select ${columns(WageInstructor, 'i')} from wage_instructor i
    where i.appointed_on <= ${civilDay(now)}::date and i.term_to >= ${civilDay(now)}::date
      and not exists (${leftStaff(raw('i.person_id'))})
    ${districtCode ? sql`and i.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
