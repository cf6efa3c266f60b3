import { Refusal } from '@union-graph/subgraph';

const taken = (field: string, what: string) => () => new Refusal('DUPLICATE', what, { field });

/** What a violated constraint of this noun means to a client. */
export const clientApplicationConstraints = {
  client_application_name: taken('name', 'An application of this name is registered already. Choose another name.'),
  client_application_client: taken('clientId', 'This client is registered as another application already.'),
  client_application_publisher: taken(
    'publisherClientId',
    'This program publishes the operations of another application. Name another program.',
  ),
};
