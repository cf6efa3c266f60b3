import { newId } from '@union-graph/subgraph';
import { staff, tryDeadRecords } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { UNION } from './builders.ts';
import { buildSeeking, buildVacancy } from './jobs.ts';
import { by } from './mutations/trial.ts';

// @slow

tryDeadRecords(training, TRIALS, {
  // An institution is not told of a death by a proof that names somebody.
  goesOn: ['depositCredits.memberId'],
  more: {
    'referToJob.referralId': async ({ sql }) => {
      const record = newId();
      const referralId = await buildSeeking(sql, { member_id: record });
      const found = { vacancyId: await buildVacancy(sql), referralId, expectedVersion: 1 };
      return { record, ready: by(staff(newId(), 'STATION_STAFF', UNION), found) };
    },
  },
});
