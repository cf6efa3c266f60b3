import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const programmeConstraints = {
  training_programme_once: () =>
    new Refusal('DUPLICATE', 'The year has a programme of this name already.', { rule: 'S-56', field: 'nameZh' }),
};
