import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, type Trials } from '@union-graph/testing';
import { buildEmployer } from '../bargaining.ts';
import { buildCase, PATH } from '../build.ts';
import { buildDelegateIn, buildWarning, buildWorld, told, type World, warn } from '../warnings.ts';
import { by, CENTRE, done, FILERS, trialOf } from './trial.ts';

const WARNING = { may: CENTRE, elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
const REFERRAL = { may: [], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

const worlds = new WeakMap<TestSubgraph, Promise<World>>();
/** The one district centre of a subgraph under test. One process runs several test files, each with a subgraph of its own. */
const worldOf = (subgraph: TestSubgraph): Promise<World> => {
  const world = worlds.get(subgraph) ?? buildWorld(subgraph);
  worlds.set(subgraph, world);
  return world;
};

const on = (until: Parameters<typeof buildWarning>[1], input: object) => async (subgraph: TestSubgraph) => {
  const world = await worldOf(subgraph);
  const { id, version } = await buildWarning(world, until);
  return by(world.admin, { warningId: id, expectedVersion: version, ...input });
};

const referral = async (subgraph: TestSubgraph) => {
  const built = await buildCase(subgraph, 'IN_MEDIATION');
  const input = { caseId: built.id, expectedVersion: 1, to: 'COURT', reason: '请协助' };
  const { id, version } = (await done(subgraph, 'referToParty', 'referral { id version }', input, built.centre)).referral;
  return { referralId: id, expectedVersion: version };
};
const court = (subgraph: TestSubgraph) => buildDelegateIn(subgraph, 'COURT', PATH);

export const warningTrials: Trials = {
  // Twenty reports are all taken in; nineteen of them are merged into the first.
  reportEarlyWarning: trialOf({ may: FILERS, elsewhere: 'FORBIDDEN', twenty: 'done' }, async (subgraph) => {
    await worldOf(subgraph);
    const { id: enterpriseId } = await buildEmployer(subgraph);
    // By a channel that each of the roles knows.
    return by(staff(newId(), 'STATION_STAFF', PATH), told({ enterpriseId, source: 'SMS' }));
  }),
  verifyWarning: trialOf({ ...WARNING, filled: ['result'] }, on('REPORTED', { finding: 'UNFOUNDED', result: '不属实' })),
  mergeWarning: trialOf(WARNING, async (subgraph) => {
    const world = await worldOf(subgraph);
    // An employer without a record may be one with any other of the district.
    const one = await warn(world, 'reportEarlyWarning', told({ employerZh: `某工程队${newId()}` }), world.station);
    const into = await buildWarning(world, 'VERIFIED');
    return by(world.admin, { warningId: one.id, expectedVersion: one.version, intoId: into.id });
  }),
  escalateWarning: trialOf(WARNING, on('VERIFIED', { reason: '人数众多' })),
  interveneInWarning: trialOf({ ...WARNING, filled: ['measure'] }, on('VERIFIED', { measure: '约谈' })),
  resolveWarning: trialOf(WARNING, on('INTERVENING', { result: '已补发' })),
};

export const referralTrials: Trials = {
  referToParty: trialOf({ ...REFERRAL, may: CENTRE }, async (subgraph) => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    return by(built.centre, { caseId: built.id, expectedVersion: 1, to: 'HRSS', reason: '请协助' });
  }),
  acknowledgeReferral: trialOf(REFERRAL, async (subgraph) => by(await court(subgraph), await referral(subgraph))),
  answerReferral: trialOf(REFERRAL, async (subgraph) =>
    by(await court(subgraph), { ...(await referral(subgraph)), result: '已办结' }),
  ),
};
