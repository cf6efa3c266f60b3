import { Supergraph as ApolloSupergraph, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { guardScalars } from '../supergraph/guardScalars.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { withClientDirectives } from '../supergraph/withClientDirectives.ts';

export interface ClientSchema {
  /** The part of the supergraph that clients may use. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** Reads a supergraph. Each step runs in an event loop iteration of its own (`inTurn`). See {@link ExecutorOptions} for `foreign`. */
export async function readClientSchema(
  supergraph: Supergraph,
  foreign: boolean,
  inTurn: <T>(read: () => T) => Promise<T>,
): Promise<ClientSchema> {
  // The security features that a supergraph may name are enforced in src/checks/access, before anything is executed.
  const composed = await inTurn(() =>
    ApolloSupergraph.build(supergraph.document, {
      supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
      validateSupergraph: foreign,
    }),
  );
  const api = await inTurn(() => composed.apiSchema());
  const schema = await inTurn(() => withClientDirectives(api.toGraphQLJSSchema(), supergraph));
  if (!foreign) guardScalars(schema);
  return { schema, subgraphs: composed.subgraphsMetadata() };
}
