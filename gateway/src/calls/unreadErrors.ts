import type { GraphQLFormattedError } from 'graphql';

/**
 * The maximum number of errors that are read of one call, and of errors in one answer. One more error has the number and the fields of all
 * others. Thousands of errors would delay the requests of other clients.
 */
export const MAX_ERRORS = 1_000;

/** The maximum number of errors of a call beyond {@link MAX_ERRORS} whose paths are looked at; the others are counted. */
export const MAX_PATHS = 10_000;

/** The errors of a call beyond {@link MAX_ERRORS}. */
export interface UnreadErrors {
  /** The first one with the code that most of those with a path here have. */
  readonly first: GraphQLFormattedError;
  /** The response paths of the first {@link MAX_PATHS} in the call's answer; undefined for an error without one. */
  readonly paths: readonly (readonly (string | number)[] | undefined)[];
  /** How many there are beyond these. */
  readonly count: number;
}
