import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Facility } from '../facility/Facility.ts';
import { OpenPeriod } from './OpenPeriod.ts';
import { OpenPeriodChange } from './OpenPeriodChange.ts';

/** Open periods by id. */
export const openPeriod: Batch<string, OpenPeriod | null> = async ({ db }, ids) => {
  const found = await rows<OpenPeriod>(
    db,
    sql`select ${columns(OpenPeriod, 'p')} from open_period p where p.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The facilities of open periods that are not retired, by name. */
export const facilitiesOfOpenPeriod: Batch<string, Facility[]> = async ({ db }, periods) => {
  const found = await rows<Facility & { openPeriodId: string }>(
    db,
    sql`select pf.open_period_id as "openPeriodId", ${columns(Facility, 'f')}
    from open_period_facility pf join facility f on f.id = pf.facility_id
    where pf.open_period_id = any(${periods}::uuid[]) and f.retired_at is null order by f.name_zh, f.id`,
  );
  return grouped(periods, found, ({ openPeriodId }) => openPeriodId);
};

/** What open periods were before their changes, the first first. */
export const changesOfOpenPeriod: Batch<string, OpenPeriodChange[]> = async ({ db }, periods) => {
  const found = await rows<OpenPeriodChange>(
    db,
    sql`select ${columns(OpenPeriodChange, 'k')} from open_period_change k where k.open_period_id = any(${periods}::uuid[])
    order by k.changed_at, k.id`,
  );
  return grouped(periods, found, ({ openPeriodId }) => openPeriodId);
};
