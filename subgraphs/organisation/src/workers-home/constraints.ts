import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const workersHomeConstraints = {
  workers_home_name: () => new Refusal('DUPLICATE', 'The union has a home with this name.', { field: 'nameZh' }),
  workers_home_district: () =>
    new Refusal('BAD_USER_INPUT', 'The city has no district with this code.', { field: 'districtCode' }),
};
