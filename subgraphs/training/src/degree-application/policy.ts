import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Institution } from '../course/Institution.ts';
import type { DegreeApplication } from './DegreeApplication.ts';

type Place = Pick<Institution, 'scopePath'>;

/** An application, and the institution of its programme. */
export interface AskedApplication {
  readonly application: Pick<DegreeApplication, 'scopePath'>;
  /** Whose it is: the worker, by the record that they have now. */
  readonly ownerId: string;
  readonly institution: Place;
}

const worksFor = (viewer: Viewer, { scopePath }: Place): boolean =>
  viewer.personId !== null && inScope(viewer, scopePath, 'INSTITUTION');

const isOwn = (viewer: Viewer, { ownerId }: AskedApplication): boolean => viewer.personId === ownerId;

const byInstitution = (viewer: Viewer, asked: AskedApplication): boolean =>
  !isOwn(viewer, asked) && worksFor(viewer, asked.institution);

/** Who may do what with an application for the degree plan (domain rule 2.3.2); nobody decides on their own. */
export const degreePolicy = definePolicy<AskedApplication>()({
  checkEligibility: (viewer, { application: { scopePath } }) =>
    viewer.personId !== null && inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT'),
  registerExam: (viewer, asked) =>
    isOwn(viewer, asked) ||
    worksFor(viewer, asked.institution) ||
    (viewer.personId !== null && inScope(viewer, asked.application.scopePath, 'JOINT_UNION_OFFICER')),
  admit: byInstitution,
  enrolStudent: byInstitution,
  startStudies: byInstitution,
  recordTermResult: (viewer, asked) =>
    !isOwn(viewer, asked) && viewer.personId !== null && inScope(viewer, asked.institution.scopePath, 'TEACHER', 'INSTITUTION'),
  recordGraduation: byInstitution,
  withdrawApplication: (viewer, asked) =>
    isOwn(viewer, asked) || (viewer.personId !== null && inScope(viewer, asked.application.scopePath, 'JOINT_UNION_OFFICER')),
  withdrawFromStudies: (viewer, asked) => isOwn(viewer, asked) || worksFor(viewer, asked.institution),
  approveSponsorship: (viewer, asked) =>
    !isOwn(viewer, asked) && viewer.personId !== null && inScope(viewer, asked.application.scopePath, 'CITY_DEPT'),
});

/** Where a worker is in the union tree: the path of the base-level union that they are a member of. */
interface Nominated {
  readonly memberId: string;
  readonly scopePath: string;
}

/** Who nominates: officers of the worker's own base-level union, not of a union above it, and nobody themselves (S-62). */
export const nominationPolicy = definePolicy<Nominated>()({
  nominateForDegree: (viewer, { memberId, scopePath }) =>
    viewer.personId !== null &&
    viewer.personId !== memberId &&
    viewer.grants.some((grant) => grant.role === 'JOINT_UNION_OFFICER' && grant.scopePath === scopePath),
});
