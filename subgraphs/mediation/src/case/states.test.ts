import type { Viewer } from '@union-graph/identity';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { tellDeath } from '../../test/applicants.ts';
import {
  act,
  at,
  type BuiltCase,
  type BuiltLawyer,
  buildCase,
  buildDelegate,
  buildLawyer,
  buildMediator,
  buildOrg,
  day,
} from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { ALLOWED_IN, type CaseVerb, mutationOf } from './rules.ts';

const STATES = [
  'RECEIVED',
  'NOT_ACCEPTED',
  'ACCEPTED',
  'ASSIGNED',
  'IN_MEDIATION',
  'AGREED',
  'EFFECTIVE',
  'CONFIRMING',
  'CONFIRMED',
  'REFUSED',
  'PERFORMED',
  'BREACHED',
  'PAYMENT_ORDER',
  'ENFORCEMENT',
  'FAILED',
  'TO_ARBITRATION',
  'AWARDED',
  'LITIGATION',
  'CLOSED',
  'WITHDRAWN',
];

/** Domain rule 2.2.2: where each mutation leads from each state that allows it; a state that is not named refuses. */
const LEADS: Readonly<Record<CaseVerb, Readonly<Record<string, string>>>> = {
  decideAcceptance: { RECEIVED: 'ACCEPTED' },
  assignMediator: { ACCEPTED: 'ASSIGNED' },
  // Once there is an agreement, another mediator takes over at once.
  recuseMediator: {
    ASSIGNED: 'ACCEPTED',
    IN_MEDIATION: 'ACCEPTED',
    ...Object.fromEntries(
      ['AGREED', 'EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT'].map((s) => [
        s,
        'BAD_USER_INPUT',
      ]),
    ),
  },
  openSession: { ASSIGNED: 'IN_MEDIATION', IN_MEDIATION: 'IN_MEDIATION' },
  extendMediation: { ACCEPTED: 'ACCEPTED', ASSIGNED: 'ASSIGNED', IN_MEDIATION: 'IN_MEDIATION' },
  recordAgreement: { IN_MEDIATION: 'AGREED' },
  addEvidence: { RECEIVED: 'RECEIVED', ACCEPTED: 'ACCEPTED', ASSIGNED: 'ASSIGNED', IN_MEDIATION: 'IN_MEDIATION' },
  signAgreement: { AGREED: 'AGREED' },
  sealAgreement: { AGREED: 'VALIDATION_FAILED' },
  applyConfirmation: { EFFECTIVE: 'CONFIRMING' },
  recordConfirmation: { CONFIRMING: 'CONFIRMED' },
  recordPerformance: {
    EFFECTIVE: 'EFFECTIVE',
    CONFIRMING: 'CONFIRMING',
    CONFIRMED: 'CONFIRMED',
    BREACHED: 'BREACHED',
    PAYMENT_ORDER: 'PAYMENT_ORDER',
    ENFORCEMENT: 'ENFORCEMENT',
  },
  reportBreach: { EFFECTIVE: 'VALIDATION_FAILED', CONFIRMED: 'VALIDATION_FAILED' },
  applyPaymentOrder: { BREACHED: 'PAYMENT_ORDER' },
  applyEnforcement: { BREACHED: 'VALIDATION_FAILED' },
  declareFailure: { IN_MEDIATION: 'FAILED', AGREED: 'FAILED' },
  endAfterDeath: { RECEIVED: 'FAILED', ACCEPTED: 'FAILED', ASSIGNED: 'FAILED', IN_MEDIATION: 'FAILED', AGREED: 'FAILED' },
  orderAfterDeath: { BREACHED: 'PAYMENT_ORDER' },
  enforceAfterDeath: { BREACHED: 'VALIDATION_FAILED' },
  referToArbitration: Object.fromEntries(
    ['FAILED', 'NOT_ACCEPTED', 'REFUSED', 'BREACHED', 'PAYMENT_ORDER'].map((state) => [state, 'TO_ARBITRATION']),
  ),
  grantLegalAid: Object.fromEntries(
    STATES.filter((state) => !['PERFORMED', 'CLOSED', 'WITHDRAWN'].includes(state)).map((state) => [state, state]),
  ),
  referToParty: Object.fromEntries(
    STATES.filter((state) => !['PERFORMED', 'CLOSED', 'WITHDRAWN'].includes(state)).map((state) => [state, state]),
  ),
  recordAward: { TO_ARBITRATION: 'AWARDED' },
  recordJudgment: { AWARDED: 'LITIGATION', LITIGATION: 'INVALID_TRANSITION' },
  withdrawCase: {
    RECEIVED: 'WITHDRAWN',
    ACCEPTED: 'WITHDRAWN',
    ASSIGNED: 'WITHDRAWN',
    IN_MEDIATION: 'WITHDRAWN',
    AGREED: 'WITHDRAWN',
    TO_ARBITRATION: 'WITHDRAWN',
  },
  withdrawAfterDeath: Object.fromEntries(
    ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'TO_ARBITRATION'].map((state) => [state, 'WITHDRAWN']),
  ),
};

const OF_DELEGATES: readonly CaseVerb[] = ['recordConfirmation', 'recordAward', 'recordJudgment'];

describe('every mutation in every state', () => {
  let subgraph: TestSubgraph;
  let orgId: string;
  let lawyer: BuiltLawyer;
  let hrss: Viewer;
  let court: Viewer;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    orgId = await buildOrg(subgraph);
    lawyer = await buildLawyer(subgraph, undefined, [orgId]);
    [hrss, court] = [await buildDelegate(subgraph, 'HRSS'), await buildDelegate(subgraph, 'COURT')];
  });
  afterAll(() => subgraph.stop());

  const calls = (c: BuiltCase): Record<CaseVerb, [Viewer, object]> => ({
    decideAcceptance: [c.centre, { accept: true, respondentConsents: true }],
    assignMediator: [c.centre, { mediatorId: c.mediator.id }],
    recuseMediator: [c.centre, { reason: '回避' }],
    openSession: [
      c.mediator.viewer,
      { heldAt: at(0), applicantNotifiedAt: at(-1), respondentNotifiedAt: at(-1), attendees: ['双方'] },
    ],
    extendMediation: [c.centre, { days: 5, applicantAgrees: true, respondentAgrees: true }],
    recordAgreement: [
      c.mediator.viewer,
      { totalFen: '864000', terms: [{ claimId: c.claimId, amountFen: '864000', dueAt: day(20), text: '一次付清' }] },
    ],
    addEvidence: [
      c.applicant,
      {
        partyId: c.partyIds.applicant,
        kind: 'CONTRACT',
        nameZh: '劳动合同',
        confidential: false,
        contentType: 'application/pdf',
        bytes: 5,
        sha256: 'a'.repeat(64),
      },
    ],
    signAgreement: [c.applicant, { as: 'APPLICANT' }],
    sealAgreement: [c.centre, {}],
    applyConfirmation: [c.mediator.viewer, { route: 'JUDICIAL', applicantAgrees: true, respondentAgrees: true }],
    recordConfirmation: [court, { result: 'CONFIRMED', documentNo: 'D-1' }],
    recordPerformance: [c.applicant, { itemId: c.itemIds[0] ?? c.id, paidFen: '1000', paidAt: day(0), proofRef: '回单' }],
    reportBreach: [c.applicant, {}],
    applyPaymentOrder: [c.applicant, {}],
    applyEnforcement: [c.applicant, {}],
    declareFailure: [c.applicant, { reason: '分歧较大' }],
    endAfterDeath: [c.centre, { reason: '申请人死亡' }],
    orderAfterDeath: [c.centre, {}],
    enforceAfterDeath: [c.centre, {}],
    withdrawAfterDeath: [c.centre, { paperRef: '近亲属声明' }],
    referToArbitration: [c.applicant, {}],
    grantLegalAid: [c.centre, { memberId: c.applicant.personId, lawyerId: lawyer.id, scope: 'CONSULTATION' }],
    referToParty: [c.centre, { to: 'JUSTICE', reason: '请协助' }],
    recordAward: [hrss, { awardedFen: '864000', documentNo: 'A-1', awardedOn: day(0) }],
    recordJudgment: [court, { outcome: 'SUED', suedBy: 'APPLICANT' }],
    withdrawCase: [c.applicant, {}],
  });

  test.each(Object.keys(ALLOWED_IN) as CaseVerb[])('%s', async (verb) => {
    const found: Record<string, string> = {};
    for (const state of STATES) {
      const built = await buildCase(subgraph, state, { orgId, mediator: await buildMediator(subgraph, orgId) });
      const [who, input] = calls(built)[verb];
      if (mutationOf(verb) !== verb) await tellDeath(subgraph, built.applicant);
      const mutation = mutationOf(verb);
      const answer = await act(subgraph, who, mutation, { caseId: built.id, expectedVersion: 1, ...input });
      found[state] = answer.errors?.[0]?.extensions.code ?? answer.data[mutation].case.status;
    }
    for (const state of STATES) {
      // A delegate does not see a case that did not go to their party (C-19).
      const refusals = OF_DELEGATES.includes(verb) ? ['INVALID_TRANSITION', 'NOT_FOUND'] : ['INVALID_TRANSITION'];
      expect([state, LEADS[verb][state] ? [LEADS[verb][state]] : refusals]).toEqual([
        state,
        expect.arrayContaining([found[state]]),
      ]);
    }
  });
});
