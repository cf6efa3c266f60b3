import { Supergraph as ApolloSupergraph, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { buildASTSchema, type GraphQLSchema, Kind } from 'graphql';
import { guardScalars } from '../supergraph/guardScalars.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { withClientDirectives } from '../supergraph/withClientDirectives.ts';

/**
 * The part of a supergraph that clients may use. Each step runs in an event loop iteration of its own (`inTurn`). See {@link ExecutorOptions}
 * for `foreign`; the composition library, which takes several times as long as all of this, is asked for a foreign supergraph only.
 */
export async function readClientSchema(
  supergraph: Supergraph,
  foreign: boolean,
  inTurn: <T>(read: () => T) => Promise<T>,
): Promise<GraphQLSchema> {
  if (foreign) await inTurn(() => validateForeign(supergraph));
  const schema = await inTurn(() => buildClientSchema(supergraph));
  const whole = await inTurn(() => withClientDirectives(schema, supergraph));
  if (!foreign) guardScalars(whole);
  return whole;
}

function validateForeign({ document }: Supergraph): void {
  // The security features that a supergraph may name are enforced in src/checks/access, before anything is executed.
  const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
  ApolloSupergraph.build(document, { supportedFeatures, validateSupergraph: true }).apiSchema();
}

function buildClientSchema({ document, clientDefinitions }: Supergraph): GraphQLSchema {
  const roots = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION ? [{ ...definition, directives: [] }] : [],
  );
  const definitions = [...roots, ...clientDefinitions.values()];
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true });
}
