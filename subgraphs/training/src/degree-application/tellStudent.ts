import { studentListed } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { Institution } from '../course/Institution.ts';
import type { DegreeApplication } from './DegreeApplication.ts';

/** Tells organisation whose names an institution may read for its work: of those whom it admitted, until their studies end (C-19). */
export async function tellStudent(
  tx: Tx,
  application: DegreeApplication,
  { scopePath }: Pick<Institution, 'scopePath'>,
  listed: boolean,
): Promise<void> {
  await tx.publish(studentListed, application, { memberId: application.memberId, institutionPath: scopePath, listed });
}
