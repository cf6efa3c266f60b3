import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const memberConstraints = {
  member_one_membership: () =>
    new Refusal('MEMBERSHIP_EXISTS', 'This person is a member of a union already. They can ask for a transfer there.', {
      rule: 'ORG-INV-2',
    }),
  member_employer: () =>
    new Refusal('BAD_USER_INPUT', 'There is no such employer. Register it first, or leave it out.', { field: 'employerId' }),
  member_district: () => new Refusal('BAD_USER_INPUT', 'The city has no district with this code.', { field: 'districtCode' }),
};
