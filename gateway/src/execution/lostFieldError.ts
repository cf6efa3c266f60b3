import { GraphQLError } from 'graphql';
import type { Cause } from './causes.ts';
import type { ResponsePath } from './visitPath.ts';

const NOT_FOUND = 'What this field belongs to does not exist, or you may not see it.';
const WHY = 'did not give what is needed to answer this field';
const MADE = 'The change was made, and this part of its answer is lost';
const HELD_BACK = 'a service did not say whom it is about, which the access log must know';
const REPEAT = 'Repeat the mutation with the same idempotency key to get it.';

/** The error at a lost field: its value is missing because a call or an extra field failed. */
export function lostFieldError(
  { service, errorId, isOfMutation, isNotFound, isHeldBack }: Cause,
  path: ResponsePath,
): GraphQLError {
  if (isNotFound) return new GraphQLError(NOT_FOUND, { path, extensions: { code: 'NOT_FOUND' } });
  const who = service === null ? 'a service' : `the service "${service}"`;
  const message = isOfMutation
    ? `${MADE}: ${isHeldBack ? HELD_BACK : `${who} ${WHY}`}. ${REPEAT}`
    : `This cannot be answered now: ${who} ${WHY}. Ask for it again later.`;
  const whose = service === null ? {} : { service };
  return new GraphQLError(message, { path, extensions: { code: 'DEPENDENCY_UNAVAILABLE', ...whose, errorId } });
}
