import type { Supergraph } from '@apollo/federation-internals';
import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { createApolloPlanner } from './apolloPlanner.ts';
import { createHivePlanner } from './hivePlanner.ts';
import type { Plan } from './plan.ts';

export type PlannerName = 'hive' | 'apollo';

/**
 * Finds out which calls to which subgraphs answer an operation over one supergraph: the one operation of a valid document, which
 * asks for no introspection. Rejects when there is no way.
 */
export interface Planner {
  readonly name: PlannerName;
  /**
   * Names of fields that it asks for itself without giving them names of their own: keys and required fields. A field of the
   * client may not be called so unless it is the very same, or one of the two is lost.
   */
  readonly taken: ReadonlySet<string>;
  plan(document: DocumentNode): Promise<Plan>;
}

interface PlannerOptions {
  readonly wanted: PlannerName;
  readonly supergraphSdl: string;
  readonly supergraph: Supergraph;
  readonly log: Logger;
}

/** The wanted planner for a supergraph; where the native one does not load, the other, which the log tells. */
export function createPlanner({ wanted, supergraphSdl, supergraph, log }: PlannerOptions): Planner {
  if (wanted === 'apollo') return createApolloPlanner(supergraph, supergraphSdl);
  try {
    return createHivePlanner(supergraphSdl);
  } catch (error) {
    log.warn({ reason: String(error) }, 'the native planner cannot be used: planning with the slower one');
    return createApolloPlanner(supergraph, supergraphSdl);
  }
}
