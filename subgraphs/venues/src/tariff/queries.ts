import { columns, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { TariffRule } from './TariffRule.ts';

/** Price rules of facilities that are in force on a day or later, the highest priority first. */
export const tariffsOf = (db: EntityManager, facilityIds: readonly string[], since: string): Promise<TariffRule[]> =>
  rows(
    db,
    sql`select ${columns(TariffRule, 't')} from tariff_rule t
    where t.facility_id = any(${facilityIds}::uuid[]) and coalesce(t.valid_to, 'infinity') >= ${since}::date
    order by t.priority desc, t.valid_from, t.id`,
  );
