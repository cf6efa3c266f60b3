import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import { isInForce } from '../agreements/admit.ts';
import type { AgreementStateSource } from '../agreements/agreementState.ts';
import type { Generation } from '../generations/graph.ts';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import { stoppedCoordinates } from './partnerViews.ts';

/** An operation that is about to run, and who asks for it. */
interface Stoppable {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly viewer: Viewer;
  readonly now: Date;
}

/** Refuses what an emergency stop holds back. */
export type CheckStops = (generation: Generation, asked: Stoppable) => Promise<void>;

/**
 * Holds emergency stops for everybody (GOV-INV-5): a stopped field is read by nobody, a stopped client asks nothing. Where
 * the stops cannot be looked up, those last heard of hold: an outage of governance alone must not close the graph.
 */
export function createStopCheck(source: AgreementStateSource): CheckStops {
  const known = new WeakMap<Generation, WeakMap<OperationDefinitionNode, ReadonlySet<string>>>();
  return async (generation, { document, operation, viewer, now }) => {
    const agreementState = await source.soon();
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
