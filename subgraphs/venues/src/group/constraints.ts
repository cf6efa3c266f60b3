import { Refusal } from '@union-graph/subgraph';

export const groupConstraints = {
  fitness_group_once: () => new Refusal('DUPLICATE', 'The venue already has a group of that name.', { field: 'nameZh' }),
  fitness_group_hand_over: () => new Refusal('VALIDATION_FAILED', 'They lead the group already.', { field: 'memberId' }),
};
