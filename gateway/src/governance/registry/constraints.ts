import { Refusal } from '@union-graph/subgraph';

/** The refusals for violated constraints of this noun. */
export const registryConstraints = {
  registered_subgraph_pk: () =>
    new Refusal('DUPLICATE', 'A subgraph of this name is registered already. Choose another name.', { field: 'name' }),
  subgraph_prefix: () => new Refusal('DUPLICATE', 'Another subgraph has this prefix. Choose another one.', { field: 'prefix' }),
  credential_client: () =>
    new Refusal(
      'DUPLICATE',
      'This program has or had a credential. Name another program: one publishes one subgraph, for good.',
      {
        field: 'clientId',
      },
    ),
};
