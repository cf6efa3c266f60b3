import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const departmentConstraints = {
  department_name: () => new Refusal('DUPLICATE', 'An open department has this name.', { field: 'nameZh' }),
};
