import { Refusal } from '@union-graph/subgraph';

export const troupeConstraints = {
  troupe_team_once: () => new Refusal('DUPLICATE', 'The troupe already has a team of that name.', { field: 'nameZh' }),
  troupe_team_member_pk: () => new Refusal('DUPLICATE', 'They are in that team already, or are invited.', { field: 'memberId' }),
};
