import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, visit } from 'graphql';
import type { RequestContext } from '../context.ts';

/**
 * Lets the nodes of a validated document forget their places in the text: they hold on to every token of it, which is several times as
 * large as all the rest, and the server remembers documents. Only errors of parsing and validation tell places, and those are over.
 */
export function createPlacesPlugin(): ApolloServerPlugin<RequestContext> {
  const forgotten = new WeakSet<DocumentNode>();
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document }) => {
        if (forgotten.has(document)) return;
        forgotten.add(document);
        forgetPlaces(document);
      },
    }),
  };
}

export function forgetPlaces(document: DocumentNode): void {
  visit(document, {
    enter: (node) => {
      delete (node as { loc?: unknown }).loc;
    },
  });
}
