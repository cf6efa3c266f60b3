import { getForUpdate, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { requireAgency } from '../agency/queries.ts';
import { actingPerson } from '../member/scope.ts';
import type { CoNameStudioInput } from '../schema.gen.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { CO_NAMER } from './rules.ts';

/** The science commission joins in naming a studio of the city that was reviewed; the city's departments then name it. */
export async function coNameStudio(tx: Tx, input: CoNameStudioInput): Promise<{ studio: InnovationStudio }> {
  await requireAgency(tx, CO_NAMER);
  const { studioId, expectedVersion } = input;
  const studio = await getForUpdate(tx, InnovationStudio, studioId, { what: 'studio', visible: () => true, expectedVersion });
  refuseIf(
    tx.viewer.personId === studio.leaderMemberId,
    'SEPARATION_OF_DUTIES',
    'You are to lead this studio. A colleague of the commission has to sign.',
    { rule: 'S-60' },
  );
  refuseIf(
    studio.status !== 'REVIEWED',
    'INVALID_TRANSITION',
    `The studio is ${studio.status}; it is co-named between its review and its naming.`,
    { field: 'status' },
  );
  refuseIf(studio.level !== 'CITY', 'VALIDATION_FAILED', 'A studio of a district is named by the district alone.', {
    rule: 'S-60',
    field: 'studioId',
  });
  await rows(
    tx.db,
    sql`insert into studio_co_namer (studio_id, agency_code, signed_by, signed_at)
      values (${studio.id}, ${CO_NAMER}, ${actingPerson(tx.viewer)}, ${tx.now})`,
  );
  return { studio: await updateRow(tx.db, InnovationStudio, studio, {}) };
}
