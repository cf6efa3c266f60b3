import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const cadreConstraints = {
  cadre_link_once: () => new Refusal('DUPLICATE', 'This cadre is linked to it already.', { field: 'cadreId' }),
  cadre_link_covers_station: () =>
    new Refusal('VALIDATION_FAILED', 'A station keeps a cadre. Name the one who takes this contact point over.', {
      rule: 'ORG-INV-9',
      field: 'replacementCadreId',
    }),
};
