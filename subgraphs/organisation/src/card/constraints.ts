import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const cardConstraints = {
  card_one_live: () =>
    new Refusal(
      'CARD_ALREADY_ACTIVE',
      'This member already has a card. Cancel it, or report it lost if it was handed out, to get another one.',
      {
        rule: 'ORG-INV-1',
      },
    ),
};
