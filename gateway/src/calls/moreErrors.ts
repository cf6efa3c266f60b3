import type { GraphQLFormattedError } from 'graphql';

/**
 * How many errors of one call are read, and how many errors one answer has. One error more says how many others there were, and at which
 * fields. A client needs no more to know what is wrong, and thousands would hold up everybody else's requests.
 */
export const MAX_ERRORS = 1_000;

/** The errors of a call beyond {@link MAX_ERRORS}. */
export interface MoreErrors {
  readonly first: GraphQLFormattedError;
  /** The response path of each in the call's answer; undefined for an error without one. */
  readonly paths: readonly (readonly (string | number)[] | undefined)[];
}
