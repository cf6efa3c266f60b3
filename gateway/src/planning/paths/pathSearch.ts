import { GraphQLError } from 'graphql';
import type { FetchSelection, PlannedFetch } from '../fetches/plannedFetch.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { PathNode } from './pathNode.ts';

/** The search for the paths to the fields of one operation, of which all conditions are decided. */
export interface PathSearch {
  readonly schemas: SubgraphSchemas;
  readonly operationType: 'query' | 'mutation';
  readonly root: PathNode;
  readonly rootType: string;
  /** All fetches in the order of their creation. Some belong to paths that were given up. */
  readonly fetches: PlannedFetch[];
  /** The fetches that resolve a selected field. */
  readonly needed: Set<PlannedFetch>;
  /** The key jumps whose keys are being resolved. A key jump that depends on itself is not possible. */
  readonly openJumps: Set<string>;
  /** Whether a field that one subgraph resolves for all objects of an interface is selected on the interface. */
  readonly selectsOnInterfaces: boolean;
  readonly steps: { count: number };
}

/**
 * The limit of a search, in steps rather than time, so that the same operation is planned on every machine. A step finds a path to one field
 * of objects of one type; what it costs at most depends on the supergraph alone.
 */
const MAX_STEPS = 5_000;

/** Throws `BAD_USER_INPUT` for an operation that takes too many steps. */
export function countStep({ steps }: PathSearch): void {
  steps.count += 1;
  if (steps.count <= MAX_STEPS) return;
  throw new GraphQLError(
    `Planning the operation takes more than ${MAX_STEPS} steps: fields of interfaces and unions count for each of their types. Ask for less, or split it.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );
}

type NewFetch = Pick<PlannedFetch, 'subgraph' | 'path' | 'representation' | 'after'> &
  Pick<FetchSelection, 'restrictedTo' | 'declaredType' | 'jumpsFrom'>;

/** Adds a fetch that selects nothing yet, and gives its selection. */
export function addFetch({ fetches, rootType, operationType }: PathSearch, added: NewFetch): FetchSelection {
  const { subgraph, path, representation, after, restrictedTo, declaredType, jumpsFrom } = added;
  const selection: FetchSelection = {
    subgraph,
    declaredType,
    restrictedTo,
    provided: [],
    byType: new Map(),
    selectsTypename: false,
    jumpsFrom,
    fetch: () => fetch,
  };
  const fetch: PlannedFetch = {
    subgraph,
    operationType: declaredType === rootType ? operationType : 'query',
    representation,
    path,
    after,
    selection,
  };
  fetches.push(fetch);
  return selection;
}
