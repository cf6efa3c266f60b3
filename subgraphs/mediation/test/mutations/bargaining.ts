import type { Viewer } from '@union-graph/identity';
import type { Ready, TestSubgraph, Trials } from '@union-graph/testing';
import { type Built, buildEmployer, buildInstructor, buildRound, buildSides, TERM, threeOf, type Wanted } from '../bargaining.ts';
import { buildDelegate } from '../build.ts';
import { by, done, trialOf } from './trial.ts';

const ROUND = { may: [], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

/** A step of a round in a state, by whose work it is. */
const at =
  (until: Wanted, step: (built: Built, subgraph: TestSubgraph) => Ready | Promise<Ready>, shape: object = {}) =>
  async (subgraph: TestSubgraph): Promise<Ready> => {
    const built = await buildRound(subgraph, until, shape);
    const { viewer, input } = await step(built, subgraph);
    return by(viewer, { roundId: built.id, expectedVersion: built.version, ...input });
  };

const onContract = async (subgraph: TestSubgraph, until: Wanted) => {
  const { sides, contract } = await buildRound(subgraph, until);
  return { sides, known: { contractId: contract?.id, expectedVersion: contract?.version } };
};

const beginningTrials: Trials = {
  noticeBargaining: trialOf({ ...ROUND, elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' }, async (subgraph) => {
    const { unionId: workersSideId, officer } = await buildSides(subgraph);
    const { id } = await buildEmployer(subgraph, { unionId: workersSideId });
    return by(officer, { initiator: 'WORKERS', kind: 'AREA', workersSideId, employerIds: [id], topic: '工资' });
  }),
  replyBargaining: trialOf(
    { ...ROUND, filled: ['reason', 'paperRef'] },
    at('NOTICED', ({ employers: [one] }) =>
      by(one?.viewer as Viewer, { enterpriseId: one?.id, answer: 'ACCEPTED', reason: '同意', paperRef: '档案' }),
    ),
  ),
  setRepresentatives: trialOf(
    { ...ROUND, filled: ['paperRef'] },
    at('REPLIED', ({ sides }) =>
      by(sides.officer, { side: 'WORKERS', representatives: threeOf('WORKERS', sides.chiefs.WORKERS), paperRef: '档案' }),
    ),
  ),
  assignInstructor: trialOf(
    { ...ROUND, may: ['DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'] },
    at('NEGOTIATING', async ({ sides }, subgraph) => by(sides.admin, { instructorId: (await buildInstructor(subgraph)).id })),
  ),
};

const paused = { resumeAt: '2013-11-01', workersAgree: true, employerAgrees: true };

const negotiatingTrials: Trials = {
  pauseBargaining: trialOf(
    { ...ROUND, outside: { resumeAt: ['2013-10-19', '2013-10-18'] } },
    at('NEGOTIATING', ({ sides }) => by(sides.officer, paused)),
  ),
  resumeBargaining: trialOf(ROUND, async (subgraph) => {
    const { id: roundId, version, sides } = await buildRound(subgraph, 'NEGOTIATING');
    const input = { roundId, expectedVersion: version, ...paused };
    const { round } = await done(subgraph, 'pauseBargaining', 'round { version }', input, sides.officer);
    return by(sides.officer, { roundId, expectedVersion: round.version });
  }),
  draftContract: trialOf(
    ROUND,
    at('NEGOTIATING', ({ sides }) => by(sides.officer, TERM)),
  ),
  recordGuaranteeCheck: trialOf(
    { ...ROUND, filled: ['waivedReason', 'evidenceRef'] },
    at('DRAFTED', ({ sides }) => by(sides.instructor.viewer, { kind: 'LABOUR_QUOTA', waivedReason: '无', evidenceRef: '档案' }), {
      kind: 'WAGE_SPECIAL',
    }),
  ),
  recordCongressVote: trialOf(
    { ...ROUND, outside: { heldAt: ['2013-10-18', '2013-10-20'] }, hears: { heldAt: 'VALIDATION_FAILED' } },
    at('CONGRESS_VOTE', ({ sides }) => by(sides.officer, { heldAt: '2013-10-19', total: 180, present: 120, consent: 90 })),
  ),
  signContract: trialOf(
    { ...ROUND, filled: ['paperRef'] },
    at('PASSED', ({ sides }) => by(sides.chiefs.WORKERS, { side: 'WORKERS', paperRef: '档案' })),
  ),
};

const contractTrials: Trials = {
  fileContract: trialOf(ROUND, async (subgraph) => {
    const { sides, known } = await onContract(subgraph, 'SIGNED');
    return by(sides.officer, known);
  }),
  publishContract: trialOf({ ...ROUND, elsewhere: 'FORBIDDEN' }, async (subgraph) => {
    const { sides, known } = await onContract(subgraph, 'FILED');
    // The silence of the labour authority is over.
    return by(sides.officer, { ...known, publishedIn: '厂务公开栏' }, '2013-11-20T10:00:00+08:00');
  }),
  recordReview: trialOf({ ...ROUND, elsewhere: 'FORBIDDEN' }, async (subgraph) => {
    const { known } = await onContract(subgraph, 'FILED');
    return by(await buildDelegate(subgraph, 'HRSS'), { ...known, objection: '期限不明' });
  }),
};

export const bargainingTrials: Trials = { ...beginningTrials, ...negotiatingTrials, ...contractTrials };
