import type { Trials } from '@union-graph/testing';
import { act, buildDelegate, day } from '../build.ts';
import { inState, STEP } from './cases.ts';
import { by, trialOf, UNIONS } from './trial.ts';

/** What a delegate of one of the six parties does in a case that went to that party. */
const OF_DELEGATE = STEP;
/** After the last term of a built agreement. */
const OVERDUE = '2013-11-18T10:00:00+08:00';

/** The agreement was made three days ago. */
const PAYMENT = {
  filled: ['proofRef'],
  hears: { proofRef: 'VALIDATION_FAILED' },
  outside: { paidAt: [day(-4), day(1)] },
} as const;

const signingTrials: Trials = {
  recordAgreement: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'IN_MEDIATION');
    const terms = [{ claimId: built.claimId, amountFen: '864000', dueAt: day(20), text: '一次付清' }];
    return by(built.mediator.viewer, { ...known, totalFen: '864000', terms });
  }),
  signAgreement: trialOf({ ...STEP, filled: ['paperRef'], hears: { paperRef: 'VALIDATION_FAILED' } }, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'AGREED');
    return by(built.mediator.viewer, { ...known, as: 'RESPONDENT', paperRef: '协议书第3页' });
  }),
  sealAgreement: trialOf({ ...STEP, may: ['MEDIATOR', ...UNIONS] }, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'AGREED');
    const signers = { APPLICANT: built.applicant, RESPONDENT: built.respondent, MEDIATOR: built.mediator.viewer };
    let expectedVersion = known.expectedVersion;
    for (const [as, viewer] of Object.entries(signers)) {
      const { data } = await act(subgraph, viewer, 'signAgreement', { ...known, expectedVersion, as });
      expectedVersion = data.signAgreement.case.version;
    }
    return by(built.centre, { ...known, expectedVersion });
  }),
  applyConfirmation: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'EFFECTIVE');
    return by(built.mediator.viewer, { ...known, route: 'JUDICIAL', applicantAgrees: true, respondentAgrees: true });
  }),
  recordConfirmation: trialOf(OF_DELEGATE, async (subgraph) => {
    const { known } = await inState(subgraph, 'CONFIRMING');
    return by(await buildDelegate(subgraph, 'COURT'), { ...known, result: 'CONFIRMED', documentNo: '(2013)朝民确字第1号' });
  }),
};

const performanceTrials: Trials = {
  recordPerformance: trialOf({ ...STEP, ...PAYMENT }, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'EFFECTIVE');
    return by(built.applicant, { ...known, itemId: built.itemIds[0], paidFen: '1000', paidAt: day(0), proofRef: '回单' });
  }),
  reportBreach: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'EFFECTIVE');
    return by(built.applicant, known, OVERDUE);
  }),
  applyPaymentOrder: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'BREACHED');
    return by(built.applicant, known);
  }),
  applyEnforcement: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'BREACHED', { confirmation: 'JUDICIAL' });
    return by(built.applicant, known);
  }),
};

const arbitrationTrials: Trials = {
  referToArbitration: trialOf({ ...STEP, may: ['MEDIATOR', ...UNIONS] }, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'FAILED');
    return by(built.applicant, known);
  }),
  recordAward: trialOf({ ...OF_DELEGATE, outside: { awardedOn: [day(-2), day(1)] } }, async (subgraph) => {
    const { known } = await inState(subgraph, 'TO_ARBITRATION');
    const award = { awardedFen: '864000', documentNo: 'A-1', awardedOn: day(0) };
    return by(await buildDelegate(subgraph, 'HRSS'), { ...known, ...award });
  }),
  recordJudgment: trialOf(OF_DELEGATE, async (subgraph) => {
    const { known } = await inState(subgraph, 'AWARDED');
    return by(await buildDelegate(subgraph, 'COURT'), { ...known, outcome: 'SUED', suedBy: 'APPLICANT' });
  }),
};

export const agreementTrials: Trials = { ...signingTrials, ...performanceTrials, ...arbitrationTrials };
