import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { CITY_PATH, FUND_STAFF } from '../fund/access.ts';
import type { ProjectKind } from './ServiceProject.ts';

interface Project {
  readonly kind: ProjectKind;
}

/** Purchased projects are the social department's, incubated ones the foundation's; whoever acts is a person (2.5.2). */
const byKind =
  (foundation: readonly Role[]) =>
  (viewer: Viewer, { kind }: Project): boolean =>
    viewer.personId !== null && inScope(viewer, CITY_PATH, ...(kind === 'PURCHASED' ? (['SOCIAL_DEPT'] as const) : foundation));

/** Who may do what with a project. That no evaluator belongs to an applicant is a rule of its own. */
export const projectPolicy = definePolicy<Project>()({
  openProjectCall: byKind(['FUND_CASEWORKER', 'FUND_APPROVER']),
  applyForProject: byKind(['FUND_CASEWORKER', 'FUND_APPROVER']),
  evaluateProject: byKind(FUND_STAFF),
  awardProject: byKind(['FUND_APPROVER']),
  signProjectAgreement: byKind(['FUND_APPROVER']),
  acceptMilestone: byKind(['FUND_CASEWORKER', 'FUND_APPROVER']),
  closeProject: byKind(['FUND_APPROVER']),
  terminateProject: byKind(['FUND_APPROVER']),
  releaseProjectInstalment: (viewer) => viewer.personId !== null && inScope(viewer, CITY_PATH, 'FUND_CASEWORKER'),
});

export type ProjectVerb = Parameters<typeof projectPolicy.allows>[1];
