import type { Trials } from '@union-graph/testing';
import { certificateTrials, staffTrials } from './mutations/certificates.ts';
import { competitionTrials } from './mutations/competitions.ts';
import { enrolmentTrials } from './mutations/courses.ts';
import { creditTrials } from './mutations/credits.ts';
import { degreeTrials, sponsorshipTrials } from './mutations/degrees.ts';
import { jobTrials } from './mutations/jobs.ts';
import { studioTrials } from './mutations/studios.ts';

/** Every mutation of training. */
export const TRIALS: Trials = {
  ...enrolmentTrials,
  ...creditTrials,
  ...degreeTrials,
  ...sponsorshipTrials,
  ...competitionTrials,
  ...studioTrials,
  ...jobTrials,
  ...certificateTrials,
  ...staffTrials,
};
