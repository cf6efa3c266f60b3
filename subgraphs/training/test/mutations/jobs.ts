import { newId } from '@union-graph/subgraph';
import { listed, staff, type Trials } from '@union-graph/testing';
import { FENGTAI, UNION } from '../builders.ts';
import { CITY, delegateOf } from '../competitions.ts';
import { domesticPlace, jobReady, TEACHER } from '../domestic.ts';
import { buildSeeking, buildVacancy } from '../jobs.ts';
import { buildLeader } from '../studios.ts';
import { by, CITY_ONLY, trialOf } from './trial.ts';

const STATION = staff(newId(), 'STATION_STAFF', UNION);
const REFERRERS = {
  may: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'],
  elsewhere: 'NOT_FOUND',
  twenty: 'VERSION_CONFLICT',
} as const;
/** Who offers work; that a vacancy exists is public. */
const OFFERERS = { ...REFERRERS, may: [...REFERRERS.may, 'EMPLOYER_REP'], elsewhere: 'FORBIDDEN' } as const;

const vacancyTrials: Trials = {
  // An employer may offer the same work twice.
  postVacancy: trialOf({ ...OFFERERS, twenty: 'done' }, async ({ sql }) => {
    const enterpriseId = await listed(sql, 'ENTERPRISE', { scopePath: FENGTAI });
    const wage = { wageFromFen: '200000', wageToFen: '320000' };
    return by(STATION, { enterpriseId, titleZh: '装配钳工', ...wage, districtCode: '110106', openUntil: '2013-11-30' });
  }),
  withdrawVacancy: trialOf(OFFERERS, async ({ sql }) => by(STATION, { vacancyId: await buildVacancy(sql), expectedVersion: 1 })),
  referToJob: trialOf({ ...REFERRERS, twenty: 'DUPLICATE' }, async ({ sql }) =>
    by(STATION, { vacancyId: await buildVacancy(sql), memberId: await buildLeader(sql) }),
  ),
  recordReferralOutcome: trialOf(REFERRERS, async ({ sql }) =>
    by(STATION, { id: await buildSeeking(sql), expectedVersion: 1, outcome: 'ANSWERED', note: '已报名培训' }),
  ),
};

export const jobTrials: Trials = {
  ...vacancyTrials,
  recordDomesticExam: trialOf(
    { may: ['TEACHER', 'INSTITUTION'], elsewhere: 'NOT_FOUND', twenty: 'DUPLICATE' },
    async (subgraph) => {
      const { id } = await domesticPlace(subgraph);
      return by(TEACHER, { enrolmentId: id, score: 80, examinedAt: '2013-10-18' });
    },
  ),
  signJobReadyCertificate: trialOf(
    { may: ['LINKED_PARTY'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' },
    async (subgraph) => {
      const { id } = await jobReady(subgraph, 1);
      return by(await delegateOf(subgraph.sql, 'FINANCE'), { certificateId: id, expectedVersion: 1, body: 'FINANCE' });
    },
  ),
  revokeJobReadyCertificate: trialOf(CITY_ONLY, async (subgraph) => {
    const { id } = await jobReady(subgraph, 3);
    return by(CITY, { certificateId: id, expectedVersion: 1, reason: '冒名考试' });
  }),
};
