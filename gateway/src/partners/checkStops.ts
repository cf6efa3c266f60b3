import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import { isInForce } from '../agreements/admit.ts';
import type { AgreementStateSource } from '../agreements/agreementState.ts';
import type { Generation } from '../generations/graph.ts';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import { stoppedCoordinates } from './partnerViews.ts';

/** An operation before execution, with its viewer. */
interface CheckedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly viewer: Viewer;
  readonly now: Date;
}

/** Throws when an emergency stop applies to an operation or its client. */
export type CheckStops = (generation: Generation, operation: CheckedOperation) => Promise<void>;

/**
 * Enforces emergency stops for all viewers (GOV-INV-5): of a field, a subgraph or a client. While the governance database is unavailable, the
 * last known stops apply: its outage must not stop the whole graph.
 */
export function createStopCheck(source: AgreementStateSource): CheckStops {
  const known = new WeakMap<Generation, WeakMap<OperationDefinitionNode, ReadonlySet<string>>>();
  return async (generation, { document, operation, viewer, now }) => {
    const agreementState = await source.currentOrLastKnown();
    if (!agreementState || agreementState.stops.length === 0) return;
    const isStopped = agreementState.stops.some(
      (stop) => stop.scope === 'CLIENT' && stop.target === viewer.clientId && isInForce(stop, now),
    );
    if (isStopped) throw stopped('This client is stopped for now.');
    const coordinates = stoppedCoordinates(generation.supergraph.catalogue, agreementState, now);
    if (coordinates.size === 0) return;
    const ofGeneration = known.get(generation) ?? new WeakMap<OperationDefinitionNode, ReadonlySet<string>>();
    known.set(generation, ofGeneration);
    const touched = ofGeneration.get(operation) ?? touchedCoordinates(generation.schema, document, operation);
    ofGeneration.set(operation, touched);
    const hit = [...touched].filter((coordinate) => coordinates.has(coordinate)).sort();
    if (hit.length > 0) throw stopped(`Stopped for now: ${hit.join(', ')}.`);
  };
}

const stopped = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
