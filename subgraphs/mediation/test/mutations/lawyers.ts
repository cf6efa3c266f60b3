import type { TestSubgraph, Trials } from '@union-graph/testing';
import { buildCase, buildLawyer } from '../build.ts';
import { engaged } from './organisations.ts';
import { admin, by, done, trialOf, UNIONS } from './trial.ts';

const DUTY = { may: UNIONS, elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' } as const;
/** What the lawyers of a shift settle between themselves. */
const SWAP = { may: [], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
const AID = { may: [], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

const DAY = { start: '2013-10-21T09:00:00+08:00', end: '2013-10-21T17:00:00+08:00' };

/** A roster is of shifts that are not over, in the year to come; each ends on its day. */
const OUTSIDE = {
  start: ['2013-10-18T09:00:00+08:00', '2014-10-22T09:00:00+08:00', '2013-10-21T17:00:00+08:00'],
  end: ['2013-10-21T09:00:00+08:00', '2013-10-22T10:00:00+08:00'],
};

const shift = async (subgraph: TestSubgraph) => {
  const { orgId, lawyer } = await engaged(subgraph);
  const input = { orgId, shifts: [{ lawyerId: lawyer.id, ...DAY }] };
  const { shifts } = await done(subgraph, 'scheduleDuty', 'shifts { id version }', input, admin);
  return { orgId, lawyer, known: { shiftId: shifts[0].id, expectedVersion: shifts[0].version } };
};
const swap = async (subgraph: TestSubgraph) => {
  const { orgId, lawyer, known } = await shift(subgraph);
  const other = await buildLawyer(subgraph, undefined, [orgId]);
  const asked = { ...known, lawyerId: other.id, reason: '出差' };
  const { swap: made } = await done(subgraph, 'askDutySwap', 'swap { id version }', asked, lawyer.viewer);
  return { lawyer, other, known: { swapId: made.id, expectedVersion: made.version } };
};

export const dutyTrials: Trials = {
  scheduleDuty: trialOf({ ...DUTY, twenty: 'VALIDATION_FAILED', outside: OUTSIDE }, async (subgraph) => {
    const { orgId, lawyer } = await engaged(subgraph);
    return by(admin, { orgId, shifts: [{ lawyerId: lawyer.id, ...DAY }] });
  }),
  cancelDuty: trialOf(DUTY, async (subgraph) => by(admin, { ...(await shift(subgraph)).known, reason: '开庭' })),
  askDutySwap: trialOf({ ...SWAP, elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' }, async (subgraph) => {
    const { orgId, lawyer, known } = await shift(subgraph);
    const other = await buildLawyer(subgraph, undefined, [orgId]);
    return by(lawyer.viewer, { ...known, lawyerId: other.id, reason: '出差' });
  }),
  answerDutySwap: trialOf(SWAP, async (subgraph) => {
    const { other, known } = await swap(subgraph);
    return by(other.viewer, { ...known, accept: true });
  }),
  withdrawDutySwap: trialOf(SWAP, async (subgraph) => {
    const { lawyer, known } = await swap(subgraph);
    return by(lawyer.viewer, known);
  }),
};

const aid = async (subgraph: TestSubgraph) => {
  const { orgId, lawyer } = await engaged(subgraph);
  const built = await buildCase(subgraph, 'FAILED', { orgId });
  const who = { memberId: built.applicant.personId, lawyerId: lawyer.id };
  return { built, lawyer, input: { caseId: built.id, expectedVersion: 1, ...who, scope: 'ARBITRATION' } };
};
const granted = async (subgraph: TestSubgraph) => {
  const { built, lawyer, input } = await aid(subgraph);
  const { grant } = await done(subgraph, 'grantLegalAid', 'grant { id version }', input, built.centre);
  return { lawyer, known: { grantId: grant.id, expectedVersion: grant.version } };
};

export const legalAidTrials: Trials = {
  grantLegalAid: trialOf({ ...AID, may: UNIONS }, async (subgraph) => {
    const { built, input } = await aid(subgraph);
    return by(built.centre, input);
  }),
  recordLegalAidWork: trialOf({ ...AID, outside: { workedOn: ['2013-10-18', '2013-10-20'] } }, async (subgraph) => {
    const { lawyer, known } = await granted(subgraph);
    return by(lawyer.viewer, { ...known, workedOn: '2013-10-19', minutes: 60, note: '阅卷' });
  }),
  endLegalAid: trialOf({ ...AID, may: UNIONS }, async (subgraph) => {
    const { lawyer, known } = await granted(subgraph);
    return by(lawyer.viewer, { ...known, ending: 'COMPLETED', outcome: '裁决支持' });
  }),
};
