import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const taskProjectConstraints = {
  task_project_seq: () => new Refusal('DUPLICATE', 'The plan has a task with this number.', { field: 'seq' }),
  task_indicator_indicator: () => new Refusal('BAD_USER_INPUT', 'There is no such indicator.', { field: 'indicatorCodes' }),
  task_project_plan: () => new Refusal('BAD_USER_INPUT', 'There is no such plan.', { field: 'planCode' }),
};
