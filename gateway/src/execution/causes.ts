import type { GraphQLFormattedError } from 'graphql';
import { type Data, isData, MAX_LIST_DEPTH } from '../calls/data.ts';
import type { ResponsePath } from './visitPath.ts';

/** Why a value is missing. The error at the lost field is made from it. */
export interface Cause {
  /** The subgraph that answered the error; null when no error explains the missing value. */
  readonly subgraph: string | null;
  readonly errorId?: unknown;
  /** The extensions of the subgraph's error; absent when the subgraph answered none. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the value belongs to the answer of a mutation that has been executed. */
  readonly isOfMutation: boolean;
  /** Whether the parent object does not exist or is hidden from the viewer, so that no call failed. */
  readonly isNotFound: boolean;
  /** Whether the value is personal and was set to null because its data subject is unknown. */
  readonly isWithheld?: boolean;
}

/** Causes of missing values, by parent object or list, and by key or index. */
export type Causes = Map<object, Map<string | number, Cause>>;

const UNEXPLAINED: Cause = { subgraph: null, isOfMutation: false, isNotFound: false };
const UNEXPLAINED_OF_MUTATION: Cause = { ...UNEXPLAINED, isOfMutation: true };

/** The cause of a value that is missing or does not fit its type, and no error explains it. */
export const unexplained = ({ isMutation }: { readonly isMutation: boolean }): Cause =>
  isMutation ? UNEXPLAINED_OF_MUTATION : UNEXPLAINED;

/** A required field was never answered, although no call failed. */
export const NOT_FOUND: Cause = { subgraph: null, isOfMutation: false, isNotFound: true };

/** A personal value of a mutation's answer whose data subject is unknown. */
export const WITHHELD: Cause = { subgraph: null, isOfMutation: true, isNotFound: false, isWithheld: true };

export const causeOf = (
  subgraph: string,
  { extensions }: Pick<GraphQLFormattedError, 'extensions'>,
  isOfMutation: boolean,
): Cause => ({ subgraph, errorId: extensions?.errorId, extensions, isOfMutation, isNotFound: false });

/** Records why a value is missing. The first cause of a value is kept. */
export function addCause(causes: Causes, container: object, key: string | number, cause: Cause): void {
  const known = causes.get(container);
  if (!known) causes.set(container, new Map([[key, cause]]));
  else if (!known.has(key)) known.set(key, cause);
}

/**
 * Records the cause of an error at the null that `path` leads to. When another call has fetched an object there, each field that the
 * failed call selected on it gets the cause.
 */
export function addCauseAtPath(
  causes: Causes,
  from: Data,
  path: ResponsePath,
  { cause, selection }: { cause: Cause; selection: CallSelection },
): void {
  let at: object = from;
  for (const step of path) {
    const value: unknown = Object.hasOwn(at, step) ? (at as Record<string | number, unknown>)[step] : undefined;
    if (typeof value !== 'object' || value === null) {
      if (value === null || value === undefined) addCause(causes, at, step, cause);
      return;
    }
    at = value;
  }
  addCauseToFields(causes, at, selection, cause);
}

/** Records the cause for each field that a call selects on an object, or on the objects in a list, unless another call has fetched it. */
export function addCauseToFields(causes: Causes, from: unknown, selection: CallSelection, cause: Cause, depth = 0): void {
  if (Array.isArray(from)) {
    if (depth < MAX_LIST_DEPTH) for (const item of from) addCauseToFields(causes, item, selection, cause, depth + 1);
  } else if (isData(from)) {
    for (const { key, below } of selection(from)) {
      const value = Object.hasOwn(from, key) ? from[key] : undefined;
      if (value === null || value === undefined) addCause(causes, from, key, cause);
      else if (below) addCauseToFields(causes, value, below, cause);
    }
  }
}

/** The fields that a call selects on an object: each with its key in the data, and the selection on the objects below it. */
export type CallSelection = (object: Data) => readonly SelectedKey[];

interface SelectedKey {
  readonly key: string;
  readonly below: CallSelection | null;
  /** The name of its type, when that of the object is known. */
  readonly typeName: string | undefined;
}

/**
 * Records why a field was not fetched, wherever it is absent. `keys` are the response keys from the object to the field; each item of a list on the path
 * is visited.
 */
export function addCauseAtKeys(causes: Causes, from: unknown, keys: readonly string[], cause: Cause): void {
  const [key, ...rest] = keys;
  if (key === undefined) return;
  if (Array.isArray(from)) for (const item of from) addCauseAtKeys(causes, item, keys, cause);
  else if (isData(from)) {
    const value = Object.hasOwn(from, key) ? from[key] : undefined;
    if (rest.length > 0) addCauseAtKeys(causes, value, rest, cause);
    else if (value === undefined) addCause(causes, from, key, cause);
  }
}
