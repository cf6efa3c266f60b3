import { createHash } from 'node:crypto';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { assertValidSchema, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, validate } from 'graphql';
import { type CheckAccess, createAccessCheck } from '../checks/access/checkAccess.ts';
import { type CostModel, createCostModel } from '../checks/cost/costModel.ts';
import type { BuildExecutor, Executor } from '../execution/executor.ts';
import type { OperationInUse } from '../execution/operationStore.ts';
import { type OperationReads, readsOf } from '../operation/reads.ts';
import type { Explanation } from '../request/explanation.ts';
import { accessRules } from '../supergraph/reading/accessRules.ts';
import { readSupergraph, type Supergraph } from '../supergraph/reading/supergraph.ts';

/** One loaded supergraph with all that is derived from it. Immutable: a changed supergraph makes a new generation. */
export interface Generation extends Executor {
  /** The first characters of the SHA-256 of the SDL. */
  readonly id: string;
  /** The supergraph, read from its SDL. */
  readonly supergraph: Supergraph;
  readonly checkAccess: CheckAccess;
  readonly costs: CostModel;
  /** The coordinates that an operation of a valid document reads. Computed once for each operation. */
  readonly readsOf: (document: DocumentNode, operation: OperationDefinitionNode) => OperationReads;
  /** Whether a document is valid in the schema, validated once. */
  readonly isValid: (document: DocumentNode, explanation: Explanation | null) => boolean;
}

export interface Graph {
  /** Null until the first supergraph is loaded. */
  current(): Generation | null;
  /** The generation of an API schema. Throws for a schema that this graph has never served. */
  generationOf(schema: GraphQLSchema): Generation;
  /** Builds a new generation and replaces the current one with it. When it throws, the current one stays. False when the SDL is unchanged. */
  publish(sdl: string): Promise<boolean>;
  /** The interface by which `@apollo/server` gets each new schema. A request runs on the generation whose schema it was validated against. */
  readonly gateway: GatewayInterface;
}

/** Called with a new generation before it takes requests, to compute further values from it. */
export type PrepareGeneration = (generation: Generation) => Promise<void>;

/**
 * Holds the generations of the supergraph. A request ends on the generation it began with, so replacing it interrupts none. The old
 * generation is garbage-collected after its last request.
 */
export function createGraph(buildExecutor: BuildExecutor, prepare: PrepareGeneration = async () => undefined): Graph {
  let current: Generation | null = null;
  const bySchema = new WeakMap<GraphQLSchema, Generation>();
  const announcements = createAnnouncements();
  let queue: Promise<unknown> = Promise.resolve();

  const buildAndSwap = async (sdl: string): Promise<boolean> => {
    const id = createHash('sha256').update(sdl).digest('hex').slice(0, 12);
    if (current?.id === id) return false;
    const generation = await buildGeneration(id, sdl, buildExecutor, current?.inUse() ?? []);
    await prepare(generation);
    bySchema.set(generation.schema, generation);
    announcements.announce(generation);
    current = generation;
    return true;
  };
  return {
    current: () => current,
    generationOf: (schema) => {
      const generation = bySchema.get(schema);
      if (!generation) throw new Error('The schema belongs to no generation of this graph.');
      return generation;
    },
    publish: (sdl) => {
      const next = queue.then(() => buildAndSwap(sdl));
      queue = next.catch(() => undefined);
      return next;
    },
    gateway: announcements.gatewayOf(() => current),
  };
}

async function buildGeneration(
  id: string,
  sdl: string,
  buildExecutor: BuildExecutor,
  inUse: readonly OperationInUse[],
): Promise<Generation> {
  const supergraph = readSupergraph(sdl);
  const rules = accessRules(supergraph);
  const executor = await buildExecutor(supergraph, inUse);
  const { schema } = executor;
  assertValidSchema(schema);
  return {
    ...executor,
    id,
    supergraph,
    checkAccess: createAccessCheck(schema, rules),
    costs: createCostModel(schema, supergraph.costs),
    readsOf: createReads(schema, supergraph),
    isValid: createValidation(schema),
  };
}

/** Announces new generations to `@apollo/server`. */
function createAnnouncements() {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  const announce = ({ schema, supergraph }: Generation): void => {
    for (const listener of listeners) listener({ apiSchema: schema, coreSupergraphSdl: supergraph.sdl });
  };
  const gatewayOf = (current: () => Generation | null): GatewayInterface => ({
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      const generation = current();
      if (!generation) throw new Error('No supergraph is loaded yet.');
      announce(generation);
      return { executor: failExecution };
    },
    stop: async () => listeners.clear(),
  });
  return { announce, gatewayOf };
}

/** The executor for `@apollo/server`. It is never called, because a plugin answers each operation (`src/http/apolloServer.ts`). */
const failExecution = (): never => {
  throw new Error('An operation was not answered by the plugin.');
};

function createReads(schema: GraphQLSchema, { catalogue: { fields } }: Supergraph): Generation['readsOf'] {
  const known = new WeakMap<OperationDefinitionNode, OperationReads>();
  const isPersonal = (coordinate: string): boolean => fields.get(coordinate)?.level.startsWith('per') === true;
  return (document, operation) => {
    const reads = known.get(operation) ?? readsOf(schema, document, operation, isPersonal);
    known.set(operation, reads);
    return reads;
  };
}

function createValidation(schema: GraphQLSchema): Generation['isValid'] {
  const known = new WeakMap<DocumentNode, boolean>();
  return (document, explanation) => {
    const before = known.get(document);
    if (before !== undefined) return before;
    const validated = explanation?.step('validate');
    const isValid = validate(schema, document).length === 0;
    validated?.();
    known.set(document, isValid);
    return isValid;
  };
}
