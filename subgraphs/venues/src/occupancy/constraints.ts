import { Refusal } from '@union-graph/subgraph';

export const occupancyConstraints = {
  occupancy_not_negative: () =>
    new Refusal('VALIDATION_FAILED', 'More people would leave than are inside. Look, and set the counter by "resetOccupancy".', {
      rule: 'S-65',
      field: 'left',
    }),
};
