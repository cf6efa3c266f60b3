import { columns, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import type { BargainingRound } from './BargainingRound.ts';
import { GuaranteeCheck } from './GuaranteeCheck.ts';

/** The last check of each guarantee of a round's present draft. */
export const lastChecks = (
  db: EntityManager,
  { id, draftNo }: Pick<BargainingRound, 'id' | 'draftNo'>,
): Promise<GuaranteeCheck[]> =>
  rows(
    db,
    sql`select distinct on (g.kind) ${columns(GuaranteeCheck, 'g')} from guarantee_check g
    where g.round_id = ${id}::uuid and g.draft_no = ${draftNo} order by g.kind, g.recorded_at desc, g.id desc`,
  );
