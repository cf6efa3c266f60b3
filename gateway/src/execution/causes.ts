import type { GraphQLFormattedError } from 'graphql';
import { type Data, isData, MAX_LIST_DEPTH } from '../calls/data.ts';
import type { ResponsePath } from './visitPath.ts';

/** Why a value is missing: for the error that the client is told where its answer lacks it. */
export interface Cause {
  /** Whose error it was; null where a value is missing that nobody said anything about. */
  readonly service: string | null;
  readonly errorId?: unknown;
  /** Whether the value belongs to the answer of a mutation, which has been executed. */
  readonly isOfMutation: boolean;
  /** Whether what it belongs to is gone, or not for this viewer: nothing failed. */
  readonly isNotFound: boolean;
}

/** Why values are missing, by the object or list in which they are, and the key or index there. */
export type Causes = Map<object, Map<string | number, Cause>>;

/** A value that may not be null is null, and no error says why. */
export const UNEXPLAINED: Cause = { service: null, isOfMutation: false, isNotFound: false };
/** What a value is computed from was never answered, and nothing failed. */
export const NOT_FOUND: Cause = { service: null, isOfMutation: false, isNotFound: true };

export const causeOf = (
  service: string,
  { extensions }: Pick<GraphQLFormattedError, 'extensions'>,
  isOfMutation: boolean,
): Cause => ({ service, errorId: extensions?.errorId, isOfMutation, isNotFound: false });

/** Notes why a value is missing; the first cause stays. */
export function addCause(causes: Causes, container: object, key: string | number, cause: Cause): void {
  const known = causes.get(container);
  if (!known) causes.set(container, new Map([[key, cause]]));
  else if (!known.has(key)) known.set(key, cause);
}

/**
 * Notes the cause of an error at the null to which it led, where that stands in the data, too; `path` leads to it. Where another call
 * has brought an object, all that was asked of it there is missing.
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

/** Notes why all is missing that was asked of an object, or of those in a list, and that nobody else has brought. */
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

/** What a call asks of an object: each field with its key in the data, and what it asks of the objects below. */
export type CallSelection = (object: Data) => readonly { readonly key: string; readonly below: CallSelection | null }[];

/** Notes why a field was not asked for, wherever it is missing: `keys` lead from an object through others and through lists. */
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
