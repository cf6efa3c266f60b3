import { insertRow, newId, type Tx } from '@union-graph/subgraph';
import type { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import type { DegreeProgramme } from '../degree-programme/DegreeProgramme.ts';
import { numbers } from '../rule/numbers.ts';
import { shareOf } from './rules.ts';
import { Sponsorship } from './Sponsorship.ts';

/** Proposes to sponsor the studies of somebody who is admitted, with the usual share. */
export async function proposeSponsorship(tx: Tx, application: DegreeApplication, programme: DegreeProgramme): Promise<void> {
  const shareBp = tx.number(numbers.SPONSORSHIP_SHARE_BP);
  await insertRow(tx.db, Sponsorship, {
    id: newId(),
    memberId: application.memberId,
    applicationId: application.id,
    totalFen: shareOf(programme.tuitionFen, shareBp),
    shareBp,
    status: 'PROPOSED' as const,
    approvedBy: null,
    approvedAt: null,
    stoppedBecause: null,
    scopePath: application.scopePath,
    version: 1,
  });
}
