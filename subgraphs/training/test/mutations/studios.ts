import { newId } from '@union-graph/subgraph';
import { listed, type Trial, type Trials } from '@union-graph/testing';
import { FENGTAI } from '../builders.ts';
import { CITY, delegateOf } from '../competitions.ts';
import { buildLeader, DISTRICT, projectOf, studioIn } from '../studios.ts';
import { by, CITY_ONLY, trialOf } from './trial.ts';

const UNIONS = {
  may: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'],
  elsewhere: 'FORBIDDEN',
  twenty: 'VERSION_CONFLICT',
} as const;

/** A step of a studio of the city in a state, by the city. */
const cityStep = (status: string, more: object, given: object = {}): Trial =>
  trialOf(CITY_ONLY, async ({ sql }) => {
    const { studioId } = await studioIn(sql, status, { ...given });
    return by(CITY, { studioId, expectedVersion: 1, ...more });
  });

/** A step of a studio in a state, by those who nominated it. */
const unionStep = (status: string, more: object, trial: Partial<Trial> = {}): Trial =>
  trialOf({ ...UNIONS, ...trial }, async ({ sql }) =>
    by(DISTRICT, { studioId: (await studioIn(sql, status)).studioId, expectedVersion: 1, ...more }),
  );

export const studioTrials: Trials = {
  nominateStudio: trialOf({ ...UNIONS, elsewhere: 'NOT_FOUND', twenty: 'DUPLICATE' }, async ({ sql }) =>
    by(DISTRICT, {
      nameZh: `创新工作室${newId()}`,
      level: 'CITY',
      leaderId: await buildLeader(sql),
      namedAfterLeader: true,
      expertise: '市级技术能手',
      enterpriseId: await listed(sql, 'ENTERPRISE', { scopePath: FENGTAI }),
      districtCode: '110106',
    }),
  ),
  reviewStudio: cityStep('NOMINATED', { accepted: true, note: '符合条件' }),
  coNameStudio: trialOf({ may: ['LINKED_PARTY'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' }, async ({ sql }) => {
    const { studioId } = await studioIn(sql, 'REVIEWED', {}, false);
    return by(await delegateOf(sql, 'SCIENCE'), { studioId, expectedVersion: 1 });
  }),
  nameStudio: cityStep('REVIEWED', { fundingFen: '3000000' }, { is_named_after_leader: true }),
  openStudio: unionStep('NAMED', { site: '三号厂房二层' }),
  addStudioProject: unionStep('ACTIVE', { nameZh: '节能改造', year: 2013 }),
  recordStudioResult: trialOf(UNIONS, async ({ sql }) => {
    const { studioId } = await studioIn(sql, 'ACTIVE');
    const projectId = await projectOf(sql, studioId, { result: null });
    return by(DISTRICT, { projectId, expectedVersion: 1, result: '节电百分之五' });
  }),
  evaluateStudio: trialOf({ ...CITY_ONLY, hears: { year: 'VALIDATION_FAILED' } }, async ({ sql }) => {
    const { studioId } = await studioIn(sql, 'ACTIVE');
    await projectOf(sql, studioId);
    return by(CITY, { studioId, expectedVersion: 1, year: 2013, passed: true, findings: '成果突出' });
  }),
  decideStudio: cityStep('EVALUATED', { keep: false, reason: '停止活动' }),
};
