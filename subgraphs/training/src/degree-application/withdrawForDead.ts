import { columns, rows, sql, statesBefore, type Tx } from '@union-graph/subgraph';
import { Institution } from '../course/Institution.ts';
import { DegreeProgramme } from '../degree-programme/DegreeProgramme.ts';
import { HAS_DIED_ZH } from '../member/died.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import { DEGREE_TRANSITIONS } from './rules.ts';
import { endStudies } from './studies.ts';

const OPEN = statesBefore(DEGREE_TRANSITIONS, 'WITHDRAWN');

/** Ends the application or the studies of who has died: what was not paid of the sponsorship is not paid any more, as whenever studies end. */
export async function withdrawStudiesOfDead(tx: Tx, memberId: string): Promise<void> {
  const open = await rows<DegreeApplication>(
    tx.db,
    sql`select ${columns(DegreeApplication, 'a')} from degree_application a
      where a.member_id = ${memberId} and a.status = any(${OPEN}) order by a.id for update`,
  );
  for (const application of open) {
    const programme = await tx.db.findOneByOrFail(DegreeProgramme, { id: application.programmeId });
    const institution = await tx.db.findOneByOrFail(Institution, { id: programme.institutionId });
    await endStudies(tx, { application, institution }, 'WITHDRAWN', HAS_DIED_ZH);
  }
}
