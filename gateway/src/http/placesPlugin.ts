import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type DocumentNode, visit } from 'graphql';
import type { RequestContext } from '../request/context.ts';
import { ownCopy } from '../request/cut.ts';

const listener: GraphQLRequestListener<RequestContext> = {
  validationDidStart:
    async ({ document }) =>
    async (errors) => {
      if (!errors?.length) forgetText(document);
    },
};

/**
 * Lets a valid document forget the text that it was read from, before the server remembers it. Its nodes hold on to every token, which is
 * several times as large as all the rest; and their names and values are parts of the text, each of which keeps all of it in memory,
 * however long the comment in it. Only errors of parsing and validation tell places, and those are over.
 */
export const placesPlugin: ApolloServerPlugin<RequestContext> = { requestDidStart: async () => listener };

export function forgetText(document: DocumentNode): void {
  visit(document, {
    enter: (node) => {
      const own = node as { loc?: unknown; value?: unknown };
      delete own.loc;
      if (typeof own.value === 'string') own.value = ownCopy(own.value);
    },
  });
}
