import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import { holdsAt } from '../agreements/admit.ts';
import type { StandingSource } from '../agreements/standing.ts';
import type { Graph } from '../generations/graph.ts';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import type { RequestContext } from '../request/context.ts';
import { stoppedCoordinates } from './schemas.ts';

/**
 * Holds emergency stops for everybody (GOV-INV-5): a stopped field is read by nobody, a stopped client asks nothing. Where
 * the stops cannot be looked up, those last heard of hold: an outage of governance alone must not close the graph.
 */
export function createStopPlugin(graph: Graph, source: StandingSource): ApolloServerPlugin<RequestContext> {
  const known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, ReadonlySet<string>>>();
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, operation, schema, contextValue: { viewer, testNow } }) => {
      const standing = await source.soon();
      if (!standing || standing.stops.length === 0 || !operation) return;
      const now = testNow ? new Date(testNow) : new Date();
      const isStopped = standing.stops.some(
        (stop) => stop.scope === 'CLIENT' && stop.target === viewer.clientId && holdsAt(stop, now),
      );
      if (isStopped) throw stopped('This client is stopped for now.');
      const coordinates = stoppedCoordinates(graph.generationOf(schema).supergraph.catalogue, standing, now);
      if (coordinates.size === 0) return;
      const ofDocument = known.get(document) ?? new Map<OperationDefinitionNode, ReadonlySet<string>>();
      known.set(document, ofDocument);
      const touched = ofDocument.get(operation) ?? touchedCoordinates(schema, document, operation);
      ofDocument.set(operation, touched);
      const hit = [...touched].filter((coordinate) => coordinates.has(coordinate)).sort();
      if (hit.length > 0) throw stopped(`Stopped for now: ${hit.join(', ')}.`);
    },
  };
  return { requestDidStart: async () => listener };
}

const stopped = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
