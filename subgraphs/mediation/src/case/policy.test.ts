import { ROLES, type Viewer } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import { casePolicy } from './policy.ts';
import { ALLOWED_IN, type CaseVerb } from './rules.ts';
import { seesCase } from './scope.ts';

const ID = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const [APPLICANT, RESPONDENT, MEDIATOR, LAWYER, FILER, OTHER] = [1, 2, 3, 4, 5, 6].map(ID) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const row = {
  status: 'RECEIVED' as const,
  scopePath: '/city/110105/',
  applicantIds: [APPLICANT],
  respondentIds: [RESPONDENT],
  mediatorPersonId: MEDIATOR,
  lawyerPersonId: LAWYER,
  filedBy: FILER,
  source: 'WALK_IN' as const,
};

/** Domain rule 2.2.2, column «Who»: for each mutation who may, of the people of a case and of roles in its district. */
const WHO: Readonly<Record<CaseVerb, readonly string[]>> = {
  decideAcceptance: ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  assignMediator: ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  recuseMediator: ['mediator', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  openSession: ['mediator'],
  addEvidence: ['applicant', 'respondent', 'mediator', 'filer'],
  extendMediation: ['mediator', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  recordAgreement: ['mediator'],
  signAgreement: ['applicant', 'respondent', 'mediator'],
  sealAgreement: ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  applyConfirmation: ['mediator'],
  recordConfirmation: ['LINKED_PARTY'],
  recordPerformance: ['applicant', 'respondent', 'mediator'],
  reportBreach: ['applicant', 'respondent'],
  applyPaymentOrder: ['applicant'],
  applyEnforcement: ['applicant'],
  declareFailure: ['applicant', 'respondent', 'mediator'],
  endAfterDeath: ['applicant', 'respondent', 'mediator', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  orderAfterDeath: ['filer', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  enforceAfterDeath: ['filer', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  withdrawAfterDeath: ['filer', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  referToArbitration: ['applicant', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'LINKED_PARTY'],
  referToParty: ['mediator', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'LINKED_PARTY'],
  recordAward: ['LINKED_PARTY'],
  recordJudgment: ['LINKED_PARTY'],
  grantLegalAid: ['DISTRICT_ADMIN', 'CITY_DEPT'],
  withdrawCase: ['applicant', 'filer'],
};

const people: Readonly<Record<string, Viewer>> = {
  applicant: member(APPLICANT),
  respondent: member(RESPONDENT),
  mediator: member(MEDIATOR),
  lawyer: member(LAWYER),
  filer: staff(FILER, 'STATION_STAFF', '/city/110105/station/'),
  moved: staff(FILER, 'STATION_STAFF', '/city/elsewhere/'),
  stranger: member(OTHER),
  ...Object.fromEntries(ROLES.map((role) => [role, staff(OTHER, role, '/city/110105/')])),
};
const elsewhere = ROLES.map((role) => staff(OTHER, role, '/city/110101/'));

describe('who may do what in a case (2.2.2)', () => {
  test.each(Object.keys(ALLOWED_IN) as CaseVerb[])('%s', (verb) => {
    const may = Object.entries(people)
      .filter(([, viewer]) => casePolicy.allows(viewer, verb, row))
      .map(([name]) => name);
    expect(may.sort()).toEqual([...WHO[verb]].sort());
    expect(elsewhere.some((viewer) => casePolicy.allows(viewer, verb, row))).toBe(false);
  });

  test('nobody decides about a case in which they are a party', () => {
    const judge = staff(APPLICANT, 'MEDIATOR', '/city/110105/');
    expect(casePolicy.allows(judge, 'decideAcceptance', row)).toBe(false);
    expect(casePolicy.allows(staff(RESPONDENT, 'LINKED_PARTY'), 'recordAward', row)).toBe(false);
  });

  test('who sees a case', () => {
    const see = Object.entries(people)
      .filter(([, viewer]) => seesCase(viewer, row))
      .map(([name]) => name);
    expect(see.sort()).toEqual([
      'CITY_DEPT',
      'DISTRICT_ADMIN',
      'MEDIATOR',
      'applicant',
      'filer',
      'lawyer',
      'mediator',
      'respondent',
    ]);
    expect(elsewhere.some((viewer) => seesCase(viewer, row))).toBe(false);
    const agent = staff(OTHER, 'HOTLINE_AGENT', '/city/110105/');
    expect(seesCase(agent, { ...row, source: 'HOTLINE_12351' })).toBe(true);
  });
});
