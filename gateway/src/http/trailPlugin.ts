import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Graph } from '../generations/graph.ts';
import { type Reads, readsOf } from '../operation/reads.ts';
import type { RequestContext } from '../request/context.ts';
import { codeLabel } from './codeLabel.ts';

/** Notes in the trail of a request what is asked and how it ends; whom it is about, execution notes. */
export function createTrailPlugin(graph: Graph): ApolloServerPlugin<RequestContext> {
  // A document belongs to one generation: the document store is made anew with each schema.
  const known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Reads>>();
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, operation, schema, queryHash, contextValue: { trail } }) => {
      if (!trail || !operation) return;
      const ofDocument = known.get(document) ?? new Map<OperationDefinitionNode, Reads>();
      known.set(document, ofDocument);
      let reads = ofDocument.get(operation);
      if (!reads) {
        const { fields } = graph.generationOf(schema).supergraph.catalogue;
        reads = readsOf(schema, document, operation, (field) => fields.get(field)?.level.startsWith('per') === true);
        ofDocument.set(operation, reads);
      }
      trail.operationName = operation.name?.value;
      trail.operationHash = queryHash;
      trail.coordinates = reads.coordinates;
      trail.isPersonal = reads.isPersonal;
    },
    willSendResponse: async ({ response: { body }, contextValue: { trail } }) => {
      if (!trail || body.kind !== 'single') return;
      trail.isAnswered = body.singleResult.data !== undefined && body.singleResult.data !== null;
      trail.codes = (body.singleResult.errors ?? []).map((error) => codeLabel(error.extensions?.code));
    },
  };
  return { requestDidStart: async () => listener };
}
