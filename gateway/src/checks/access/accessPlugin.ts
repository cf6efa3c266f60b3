import { type ApolloServerPlugin, type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import { sayMissing, type Viewer } from '@union-graph/identity';
import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Graph } from '../../generations/graph.ts';
import type { RequestContext } from '../../request/context.ts';
import { type Denial, denialOf, type Need, operationNeeds } from './needs.ts';

/**
 * Refuses an operation before anything is fetched when its viewer may not read one of its fields. What an operation needs
 * is worked out once for each document; a request costs a set test.
 */
export function createAccessPlugin(graph: Graph): ApolloServerPlugin<RequestContext> {
  // A document belongs to one generation (the document store is made anew with each schema), so its needs never go stale.
  const known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, readonly Need[]>>();
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, operation, schema, contextValue: { viewer } }) => {
      if (!operation) throw noOperation();
      const ofDocument = known.get(document) ?? new Map<OperationDefinitionNode, readonly Need[]>();
      known.set(document, ofDocument);
      const needs = ofDocument.get(operation) ?? operationNeeds(schema, graph.generationOf(schema).rules, document, operation);
      ofDocument.set(operation, needs);
      const denial = denialOf(needs, viewer);
      if (denial.coordinates.length > 0) throw accessError(denial, viewer);
    },
  };
  return { requestDidStart: async () => listener };
}

/** Nothing may be executed that was not checked, so an operation that cannot be told is refused here. */
const noOperation = (): GraphQLError =>
  new GraphQLError('Name one of the operations of the document as "operationName".', {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });

/** 401 for someone who has not signed in and might then be let through, 403 for someone who has; both say what it takes. */
export function accessError({ coordinates, missing }: Denial, viewer: Viewer): GraphQLError {
  const what = coordinates.join(', ');
  if (viewer.kind === 'anonymous')
    return new GraphQLError(`Sign in to read ${what}.`, {
      extensions: {
        code: 'UNAUTHENTICATED',
        missing,
        http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer realm="union-graph"']]) },
      },
    });
  const told = missing.map((one) => sayMissing(one, viewer));
  return new GraphQLError(`Not permitted: ${what}. ${told.join(' ')}`, {
    extensions: { code: 'FORBIDDEN', missing, http: { status: 403 } },
  });
}
