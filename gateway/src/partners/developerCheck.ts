import type { Viewer } from '@union-graph/identity';
import {
  type DocumentNode,
  extendSchema,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { createAccessCheck } from '../checks/access/checkAccess.ts';
import { checkCost } from '../checks/cost/checkCost.ts';
import { createCostModel } from '../checks/cost/costModel.ts';
import type { Generation } from '../generations/graph.ts';
import { type OperationReads, readsOf } from '../operation/reads.ts';
import { resolveOperation } from '../operation/resolveOperation.ts';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import { accessRules } from '../supergraph/reading/accessRules.ts';
import type { CheckStops } from './checkStops.ts';

/** A call to a subgraph that a developer's machine asks for. */
export interface DeveloperCall {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A call that may be made. */
export interface CheckedCall {
  readonly operation: OperationDefinitionNode;
  readonly reads: OperationReads;
}

interface CheckOptions {
  readonly maxCost: number;
  readonly checkStops: CheckStops | null;
}

/** The most entities of one call. */
const MAX_REPRESENTATIONS = 1_000;

/**
 * Creates the check of a developer's calls. They are those of a query plan: they may select `_entities`, which no other client can. Each field that a
 * call selects must be public, and the access rules, the cost limit and the emergency stops apply as they do to every operation.
 * Throws a `GraphQLError` for a call that may not be made.
 */
export function createDeveloperCheck({ maxCost, checkStops }: CheckOptions) {
  const views = new WeakMap<Generation, EntitiesView>();
  return async (generation: Generation, call: DeveloperCall, viewer: Viewer, now: Date): Promise<CheckedCall> => {
    const view = views.get(generation) ?? viewEntities(generation);
    views.set(generation, view);
    const { document, operationName, variables } = call;
    const [fault] = validate(view.schema, document, undefined, { maxErrors: 1 });
    if (fault) throw refusal('GRAPHQL_VALIDATION_FAILED', 400, fault.message);
    const operation = resolveOperation(view.schema, document, operationName);
    if (operation.operation !== 'query') throw refusal('FORBIDDEN', 403, "A developer's passport reads, and changes nothing.");
    refuseOtherThanPublic(view, document, operation);
    view.checkAccess(document, operation, viewer);
    refuseTooManyEntities(variables);
    checkCost(view.schema, operation, { cost: view.costs.of(document, operation), variables, limit: maxCost });
    await checkStops?.(view, { document, operation, viewer, now });
    return { operation, reads: view.readsOf(document, operation) };
  };
}

/** A generation whose schema has `_entities` for the entities of the clients' schema. */
type EntitiesView = Generation;

function viewEntities(generation: Generation): EntitiesView {
  const { schema: clientSchema, supergraph } = generation;
  const schema = withEntities(clientSchema, supergraph.catalogue.entities);
  return {
    ...generation,
    schema,
    checkAccess: createAccessCheck(schema, accessRules(supergraph)),
    costs: createCostModel(schema, supergraph.costs),
    readsOf: (document, operation) => readsOf(schema, document, operation, () => false),
  };
}

function withEntities(schema: GraphQLSchema, entities: ReadonlySet<string>): GraphQLSchema {
  const names = [...entities].filter((name) => isObjectType(schema.getType(name)));
  if (names.length === 0) return schema;
  const query = schema.getQueryType()?.name ?? 'Query';
  const text = `scalar _Any union _Entity = ${names.join(' | ')} extend type ${query} { _entities(representations: [_Any!]!): [_Entity]! }`;
  return extendSchema(schema, parse(text, { noLocation: true }), { assumeValidSDL: true });
}

/** Refuses fields of other levels than `pub`, and introspection: a machine composes the schema itself. */
function refuseOtherThanPublic(
  { schema, supergraph }: EntitiesView,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): void {
  const { fields } = supergraph.catalogue;
  const [refused] = [...touchedCoordinates(schema, document, operation)]
    .filter((coordinate) => /\./.test(coordinate) && !/\.(__typename|_entities)$/.test(coordinate))
    .filter((coordinate) => fields.get(coordinate)?.level !== 'pub')
    .sort();
  if (refused === undefined) return;
  const level = fields.get(refused)?.level;
  const why = level === undefined ? 'is not a field of the graph' : `has the level "${level}"`;
  throw refusal('FIELD_NOT_ALLOWED', 403, `"${refused}" ${why}, and a developer's passport reads public fields only.`, refused);
}

function refuseTooManyEntities(variables: Readonly<Record<string, unknown>>): void {
  const most = Math.max(0, ...Object.values(variables).map((value) => (Array.isArray(value) ? value.length : 0)));
  if (most > MAX_REPRESENTATIONS)
    throw refusal('BAD_USER_INPUT', 400, `A call has at most ${MAX_REPRESENTATIONS} entities; this one has ${most}.`);
}

const refusal = (code: string, status: number, message: string, coordinate?: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status }, ...(coordinate !== undefined && { coordinate }) } });
