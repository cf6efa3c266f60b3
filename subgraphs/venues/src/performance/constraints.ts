import { Refusal } from '@union-graph/subgraph';

export const performanceConstraints = {
  performance_no_overlap: () =>
    new Refusal('SLOT_TAKEN', 'The team has another performance in part of that time. See "performances".', {
      rule: 'VEN-INV-7',
      field: 'start',
    }),
  performance_cast_no_overlap: () =>
    new Refusal(
      'SLOT_TAKEN',
      'Somebody of the cast is in another performance in part of that time. Name others, or another time.',
      {
        rule: 'VEN-INV-7',
        field: 'castIds',
      },
    ),
  performance_cast_accepted: () =>
    new Refusal('NOT_FOUND', 'Somebody of the cast is not in the team. Name members of the team who have accepted.', {
      field: 'castIds',
    }),
  performance_of_request: () =>
    new Refusal('DUPLICATE', 'Another performance meets that request already.', { field: 'performanceId' }),
};
