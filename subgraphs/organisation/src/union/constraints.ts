import { Refusal } from '@union-graph/subgraph';
import { noSuchChair, wrongPlace } from './refusals.ts';

/** What a violated constraint of this noun means to a client. */
export const unionConstraints = {
  union_parent_allowed: () => wrongPlace('A union of this kind may not stand there.'),
  union_path: () => new Refusal('DUPLICATE', 'This district has a federation already.', { field: 'districtCode' }),
  union_one_root: () => wrongPlace('There is one city federation, and it is the root.'),
  union_point_of_industry: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'Unions of the industrial line are tied to service points; others have them in their district.',
      {
        rule: 'S-11',
        field: 'unionId',
      },
    ),
  union_chair: noSuchChair,
  union_dual_parent: () => new Refusal('BAD_USER_INPUT', 'There is no such union to be tied to.', { field: 'dualParentId' }),
  union_district_code: () => new Refusal('BAD_USER_INPUT', 'The city has no district with this code.', { field: 'districtCode' }),
};
