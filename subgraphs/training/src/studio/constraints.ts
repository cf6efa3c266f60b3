import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const studioConstraints = {
  innovation_studio_name: () =>
    new Refusal('DUPLICATE', 'A studio of this name was nominated or named before.', { field: 'nameZh' }),
  innovation_studio_one_a_leader: () =>
    new Refusal('DUPLICATE', 'This worker leads a studio already, or is nominated to.', { field: 'leaderId' }),
  studio_co_namer_pk: () => new Refusal('DUPLICATE', 'Your agency has co-named this studio.', { field: 'studioId' }),
  studio_project_name: () => new Refusal('DUPLICATE', 'The studio has a project of this name in the year.', { field: 'nameZh' }),
  studio_evaluation_once: () => new Refusal('DUPLICATE', 'The studio was evaluated for this year.', { field: 'year' }),
  innovation_studio_co_named: () =>
    new Refusal('INVALID_TRANSITION', 'A studio of the city is named with the science commission.', { rule: 'S-60' }),
};
