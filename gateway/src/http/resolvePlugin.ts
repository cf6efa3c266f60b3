import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { resolveOperation } from '../operation/resolveOperation.ts';
import type { RequestContext } from '../request/context.ts';

const listener: GraphQLRequestListener<RequestContext> = {
  // The server goes on without an operation where a gateway executes.
  didResolveOperation: async ({ schema, document, request }) => {
    resolveOperation(schema, document, request.operationName);
  },
};

/** Refuses a request of which no operation can be executed. It stands before all plugins that look at the operation. */
export const resolvePlugin: ApolloServerPlugin<RequestContext> = { requestDidStart: async () => listener };
