import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const referralConstraints = {
  job_referral_once: () =>
    new Refusal('DUPLICATE', 'The worker is referred to this vacancy already. Record how that ended first.', {
      field: 'vacancyId',
    }),
};
