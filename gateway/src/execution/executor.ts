import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { readPeople } from '../access-log/people.ts';
import type { SubgraphSource } from '../calls/source.ts';
import type { RequestContext } from '../context.ts';
import { readCatalogue } from '../governance/catalogue/catalogue.ts';
import { guardScalars } from '../operations/scalars.ts';
import { createPlanner, type PlannerName } from '../planning/planner.ts';
import { type PreparedOperation, prepareOperation } from './prepare.ts';
import { readTypes } from './types.ts';

/** What runs operations over one supergraph: the schema that clients see, and the way from an operation to its answer. */
export interface Executor {
  readonly schema: GraphQLSchema;
  readonly execute: GatewayExecutor;
}

export type BuildExecutor = (supergraphSdl: string) => Promise<Executor>;

export interface ExecutorOptions {
  readonly sourceOf: (name: string, url: string) => SubgraphSource;
  readonly planner: PlannerName;
  /**
   * Whether the supergraph comes from elsewhere. Then it is looked at closely, and its scalars are its own: a `Date` there need
   * not be a `Date` here. One that is composed here is right, and loads faster unchecked.
   */
  readonly foreign: boolean;
  /** Whether an access log is kept, which wants to know whom personal fields are about. */
  readonly isLogged: boolean;
  readonly log: Logger;
}

/** Operations of one generation that are kept planned and compiled; an operation that is asked for again after that is planned anew. */
const MAX_OPERATIONS = 2_000;

/** The seam to planning and execution: everything else of the gateway knows only {@link Executor}. */
export const createExecutorBuilder =
  ({ sourceOf, planner: wanted, foreign, isLogged, log }: ExecutorOptions): BuildExecutor =>
  async (supergraphSdl) => {
    // The security features that a supergraph may name are enforced in src/access, before anything is executed.
    const supergraph = Supergraph.build(supergraphSdl, {
      supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
      validateSupergraph: foreign,
    });
    const schema = supergraph.apiSchema().toGraphQLJSSchema();
    if (!foreign) guardScalars(schema);
    const planner = createPlanner({ wanted, supergraphSdl, log });
    const sources = new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, sourceOf(name, url)]));
    const preparing = {
      schema,
      planner,
      types: readTypes(supergraphSdl),
      sourceOf: (name: string) => required(sources, name),
      people: isLogged ? readPeople(schema, readCatalogue(supergraphSdl)) : null,
    };
    const prepared = createOperationStore((document, name) => prepareOperation(document, name, preparing));
    return {
      schema,
      execute: async ({ document, source, request, operationName, context }) => {
        const run = await prepared(source ?? request.query ?? '', document, operationName ?? undefined);
        return run(request.variables ?? {}, context as RequestContext);
      },
    };
  };

function required(sources: ReadonlyMap<string, SubgraphSource>, name: string): SubgraphSource {
  const source = sources.get(name);
  if (!source) throw new Error(`The plan calls a subgraph that the supergraph does not name: "${name}".`);
  return source;
}

type Prepare = (
  ...operation: Parameters<typeof prepareOperation> extends [infer D, infer N, unknown] ? [D, N] : never
) => Promise<PreparedOperation>;

/** Prepares each operation once, also for many who ask at the same time; one that cannot be planned is not remembered. */
function createOperationStore(prepare: Prepare) {
  const store = new LRUCache<string, Promise<PreparedOperation>>({ max: MAX_OPERATIONS });
  return (text: string, document: Parameters<Prepare>[0], operationName: string | undefined): Promise<PreparedOperation> => {
    const key = `${operationName ?? ''}\n${text}`;
    const known = store.get(key);
    if (known) return known;
    const preparing = prepare(document, operationName);
    store.set(key, preparing);
    preparing.catch(() => store.delete(key));
    return preparing;
  };
}
