import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const serviceRequestConstraints = {
  service_request_district: () =>
    new Refusal('BAD_USER_INPUT', 'The city has no district with this code.', { field: 'districtCode' }),
};
