import type { Viewer } from '@union-graph/identity';
import { inScope } from '@union-graph/identity';
import { getForUpdate, isId, notFound, survivorOf, type Tx } from '@union-graph/subgraph';
import { Institution } from '../course/Institution.ts';
import { DegreeProgramme } from '../degree-programme/DegreeProgramme.ts';
import { seesPerson } from '../member/scope.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import type { AskedApplication } from './policy.ts';

export interface LockedApplication extends AskedApplication {
  readonly application: DegreeApplication;
  readonly programme: DegreeProgramme;
  readonly institution: Institution;
}

const sees = (viewer: Viewer, ownerId: string, { scopePath }: DegreeApplication, institution: Institution): boolean =>
  seesPerson(viewer, ownerId, scopePath) || inScope(viewer, institution.scopePath, 'INSTITUTION', 'TEACHER');

interface Asked {
  readonly applicationId: string;
  readonly expectedVersion?: number;
  /** What the act names where it names a part of the application: a refusal is then about that part. */
  readonly part?: { readonly what: string; readonly id: string };
}

/** The application that an act is about, locked, with its programme; `NOT_FOUND` for those who may not see it. */
export async function lockApplication(tx: Tx, { applicationId, expectedVersion, part }: Asked): Promise<LockedApplication> {
  const what = 'application for the degree plan';
  const known = isId(applicationId) ? await tx.db.findOneBy(DegreeApplication, { id: applicationId }) : null;
  if (!known) throw notFound(what, applicationId);
  const programme = await tx.db.findOneByOrFail(DegreeProgramme, { id: known.programmeId });
  const institution = await tx.db.findOneByOrFail(Institution, { id: programme.institutionId });
  const ownerId = await survivorOf(tx.db, known.memberId);
  if (part && !sees(tx.viewer, ownerId, known, institution)) throw notFound(part.what, part.id);
  const application = await getForUpdate(tx, DegreeApplication, applicationId, {
    what,
    visible: (viewer, row) => sees(viewer, ownerId, row, institution),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
  return { application, ownerId, programme, institution };
}
