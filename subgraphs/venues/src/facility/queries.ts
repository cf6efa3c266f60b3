import { columns, empty, type PageSource, rows, type Sql, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { Closure } from './Closure.ts';
import { Facility, type FacilityKind } from './Facility.ts';
import { OpeningHours } from './OpeningHours.ts';
import type { AccessMode } from './rules.ts';

interface Filter {
  readonly kind?: FacilityKind | null;
  readonly accessMode?: AccessMode | null;
  readonly districtCode?: string | null;
}

/** The facilities of the city that are not retired; public. */
export const facilities: PageSource<Facility, Filter> = {
  name: 'facilities',
  select: ({
    kind,
    accessMode,
    districtCode,
  }): Sql => sql`select ${columns(Facility, 'f')} from facility f where f.retired_at is null
    ${kind ? sql`and f.kind = ${kind}` : empty} ${accessMode ? sql`and f.access_mode = ${accessMode}` : empty}
    ${districtCode ? sql`and f.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** Opening hours of facilities, Monday first. */
export const openingHoursOf = (db: EntityManager, facilityIds: readonly string[]): Promise<OpeningHours[]> =>
  rows(
    db,
    sql`select ${columns(OpeningHours, 'h')} from opening_hours h
    where h.facility_id = any(${facilityIds}::uuid[]) order by h.facility_id, h.weekday`,
  );

/** Closures of facilities that end after an instant, by time. */
export const closuresOf = (db: EntityManager, facilityIds: readonly string[], since: Date): Promise<Closure[]> =>
  rows(
    db,
    sql`select ${columns(Closure, 'c')} from closure c
    where c.facility_id = any(${facilityIds}::uuid[]) and c.to_at > ${since} order by c.from_at`,
  );
