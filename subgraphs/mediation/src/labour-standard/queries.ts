import { columns, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { LabourStandard } from './LabourStandard.ts';

/** Of each kind and scope the standard that holds on a day. The growth of the city's product is a fact of its year and holds on no day. */
export const labourStandardsOn = (db: EntityManager, day: string): Promise<LabourStandard[]> =>
  rows(
    db,
    sql`select distinct on (s.kind, s.scope) ${columns(LabourStandard, 's')} from labour_standard s
    where s.kind <> 'GDP_GROWTH' and s.effective_from <= ${day}::date order by s.kind, s.scope, s.effective_from desc`,
  );

/** Every standard there ever was, for amounts that span years. */
export const allLabourStandards = (db: EntityManager): Promise<LabourStandard[]> =>
  rows(db, sql`select ${columns(LabourStandard, 's')} from labour_standard s`);
