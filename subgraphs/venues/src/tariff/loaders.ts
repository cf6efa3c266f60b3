import { type Batch, civilDay, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { tariffsOf } from './queries.ts';
import { TariffRule } from './TariffRule.ts';

/** Price rules by id. */
export const tariff: Batch<string, TariffRule | null> = async ({ db }, ids) => {
  const found = await rows<TariffRule>(
    db,
    sql`select ${columns(TariffRule, 't')} from tariff_rule t where t.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Price rules of facilities in force today or later. */
export const tariffsOfFacility: Batch<string, TariffRule[]> = async ({ db, now }, facilities) =>
  grouped(facilities, await tariffsOf(db, facilities, civilDay(now)), ({ facilityId }) => facilityId);
