import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { type CostModel, createCostModel } from '../../checks/cost/costModel.ts';
import { DEFAULT_LIMITS, readText } from '../../checks/limits/limits.ts';
import { readClientSchema } from '../../execution/clientSchema.ts';
import { countFetches } from '../../execution/countFetches.ts';
import { conditionVariables, operationWithFragments } from '../../operation/operation.ts';
import { touchedCoordinates } from '../../operation/touchedCoordinates.ts';
import { createPlanner, type Planner } from '../../planning/planner.ts';
import { type DataSubjectPaths, readDataSubjectPaths } from '../../supergraph/reading/dataSubjectPaths.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';

/** What an operation needs of a graph. */
export interface OperationMeasure {
  readonly operationName: string | null;
  /** Every field that it selects, of each possible type. */
  readonly coordinates: readonly string[];
  /** The number of calls to subgraphs. */
  readonly fetches: number;
  /** The estimated cost with the defaults of its variables; of its conditions, those that cost most. */
  readonly cost: number;
}

/** A document's operation as it is in a graph, or why it does not run there. */
export type MeasuredOperation = OperationMeasure | { readonly faults: readonly string[] };

export interface MeasureInput {
  readonly supergraphSdl: string;
  readonly documents: readonly string[];
}

interface MeasuredGraph {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  readonly costs: CostModel;
  readonly subjectPaths: DataSubjectPaths;
}

/** Measures each document's only operation in a graph: whether it is valid there, and what it costs. */
export async function measureOperations({ supergraphSdl, documents }: MeasureInput): Promise<MeasuredOperation[]> {
  const graph = await graphOf(supergraphSdl);
  const measured: MeasuredOperation[] = [];
  for (const document of documents) measured.push(await measure(document, graph));
  return measured;
}

async function measure(text: string, graph: MeasuredGraph): Promise<MeasuredOperation> {
  const { schema } = graph;
  const document = readDocument(text);
  if (!('definitions' in document)) return document;
  const [operation, another] = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation || another) return { faults: ['A persisted document has exactly one operation.'] };
  const errors = validate(schema, document, undefined, { maxErrors: MOST_FAULTS });
  if (errors.length > 0) return { faults: errors.map(({ message }) => message) };
  try {
    const operationName = operation.name?.value;
    return {
      operationName: operationName ?? null,
      coordinates: [...touchedCoordinates(schema, document, operation)].filter((one) => one.includes('.')).sort(),
      fetches: await countFetches(document, operationName, graph),
      cost: largestCost(document, operation, graph),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return { faults: [error.message] };
    throw error;
  }
}

/** Of two estimates, one with every condition (`@skip`, `@include`) true and one with every condition false, the larger. */
function largestCost(document: DocumentNode, operation: OperationDefinitionNode, { costs }: MeasuredGraph): number {
  const conditions = conditionVariables(operationWithFragments(document, operation.name?.value));
  const cost = costs.of(document, operation);
  const estimates = [true, false].map((value) => cost.estimate(Object.fromEntries(conditions.map((name) => [name, value]))));
  return Math.min(Math.ceil(Math.max(...estimates)), MOST_COST);
}

const MOST_FAULTS = 5;
/** Costs are 32-bit integers in the graph and its database. */
const MOST_COST = 2_147_483_647;

function readDocument(text: string): DocumentNode | { readonly faults: string[] } {
  const { document, refusal } = readText(text, DEFAULT_LIMITS);
  if (document) return document;
  if (refusal) return { faults: [refusal.message] };
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
}

/** The graphs that were measured last: a check measures in the graph before and after. */
const known = new Map<string, Promise<MeasuredGraph>>();
const MOST_KNOWN = 2;

function graphOf(supergraphSdl: string): Promise<MeasuredGraph> {
  const found = known.get(supergraphSdl) ?? readGraph(supergraphSdl);
  known.delete(supergraphSdl);
  known.set(supergraphSdl, found);
  for (const oldest of [...known.keys()].slice(0, -MOST_KNOWN)) known.delete(oldest);
  return found;
}

async function readGraph(supergraphSdl: string): Promise<MeasuredGraph> {
  const supergraph = readSupergraph(supergraphSdl);
  const schema = await readClientSchema(supergraph, false, async (read) => read());
  return {
    schema,
    planner: createPlanner(supergraph),
    costs: createCostModel(schema, supergraph.costs),
    subjectPaths: readDataSubjectPaths(schema, supergraph),
  };
}
