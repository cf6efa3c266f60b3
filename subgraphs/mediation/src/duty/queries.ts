import { scopePaths, type Viewer } from '@union-graph/identity';
import { columns, type PageSource, type ReadContext, raw, rows, type Sql, sql, type Tx, underPaths } from '@union-graph/subgraph';
import { DutySwap } from './DutySwap.ts';

/**
 * The swaps that a viewer may see, as a condition in SQL on `duty_swap w`: a lawyer those that they ask for or were asked, and those that all
 * are asked who may be on duty there; staff those of their part of the tree.
 */
const swapScope = (viewer: Viewer): Sql => {
  const inPart = sql`exists (select from duty_shift d join mediation_org o on o.id = d.org_id where d.id = w.shift_id
    and ${underPaths(raw('o.scope_path'), scopePaths(viewer, 'CITY_DEPT', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'))})`;
  if (viewer.personId === null) return inPart;
  return sql`(${inPart} or exists (select from lawyer l where l.person_id = ${viewer.personId}::uuid and (
    l.id in (w.asked_by_id, w.asked_of_id, w.taken_by_id)
    or (w.asked_of_id is null and exists (select from duty_shift d join service_contract_org s on s.org_id = d.org_id
      where d.id = w.shift_id and s.firm_id = l.firm_id and civil_day(d.start_at) between s.from_on and s.to_on)))))`;
};

/** The swaps that concern the viewer, the latest first. */
export const dutySwaps: PageSource<DutySwap> = {
  name: 'dutySwaps',
  select: (_, { viewer }: Pick<ReadContext, 'viewer'>) =>
    sql`select ${columns(DutySwap, 'w')} from duty_swap w where ${swapScope(viewer)}`,
  order: [
    { by: 'askedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** Whether the viewer may see a swap. */
export const seesSwap = async ({ db, viewer }: Tx, id: string): Promise<boolean> =>
  (await rows(db, sql`select from duty_swap w where w.id = ${id}::uuid and ${swapScope(viewer)}`)).length > 0;
