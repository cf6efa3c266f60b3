import { ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff } from '@union-graph/testing';
import { type ProjectVerb, projectPolicy } from './policy.ts';

const MATRIX: Readonly<Record<ProjectVerb, readonly [incubated: string, purchased: string]>> = {
  openProjectCall: ['FUND_CASEWORKER FUND_APPROVER', 'SOCIAL_DEPT'],
  applyForProject: ['FUND_CASEWORKER FUND_APPROVER', 'SOCIAL_DEPT'],
  evaluateProject: ['FUND_CASEWORKER FUND_APPROVER FUND_CASHIER FUND_ACCOUNTANT', 'SOCIAL_DEPT'],
  awardProject: ['FUND_APPROVER', 'SOCIAL_DEPT'],
  signProjectAgreement: ['FUND_APPROVER', 'SOCIAL_DEPT'],
  acceptMilestone: ['FUND_CASEWORKER FUND_APPROVER', 'SOCIAL_DEPT'],
  releaseProjectInstalment: ['FUND_CASEWORKER', 'FUND_CASEWORKER'],
  closeProject: ['FUND_APPROVER', 'SOCIAL_DEPT'],
  terminateProject: ['FUND_APPROVER', 'SOCIAL_DEPT'],
};

describe('2.5.2: the social department looks after purchased projects, the foundation after incubated ones', () => {
  test.each(Object.entries(MATRIX))('%s', (verb, [incubated, purchased]) => {
    for (const [kind, roles] of [
      ['INCUBATED', incubated],
      ['PURCHASED', purchased],
    ] as const) {
      const allowed = ROLES.filter((role) => projectPolicy.allows(staff(newId(), role), verb as ProjectVerb, { kind }));
      expect(allowed.toSorted()).toEqual(roles.split(' ').toSorted());
      const elsewhere = ROLES.filter((role) =>
        projectPolicy.allows(staff(newId(), role, '/city/110105/'), verb as ProjectVerb, { kind }),
      );
      expect(elsewhere).toEqual([]);
      const noPerson = ROLES.filter((role) =>
        projectPolicy.allows({ ...staff(newId(), role), personId: null }, verb as ProjectVerb, { kind }),
      );
      expect(noPerson).toEqual([]);
    }
  });
});
