import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const membershipConstraints = {
  membership_application_one_open: () =>
    new Refusal('DUPLICATE', 'This person has an open application. It must be decided or taken back first.', {
      field: 'memberId',
    }),
  membership_application_two_persons: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'Whoever sent an application, or is its subject, may not decide it. Ask a colleague.', {
      rule: '2.1.3',
    }),
  member_pk: () => new Refusal('DUPLICATE', 'You have a record already. Apply with its "memberId".', { field: 'person' }),
};
