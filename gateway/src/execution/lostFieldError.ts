import { GraphQLError } from 'graphql';
import type { Cause } from './causes.ts';
import type { ResponsePath } from './visitPath.ts';

const NOT_FOUND_MESSAGE = 'What this field belongs to does not exist, or you may not see it.';
const NOT_RETURNED = 'did not return a value that this field depends on';
const EXECUTED = 'The change was made, and this part of its answer is lost';
const NO_DATA_SUBJECT = 'a service did not return the data subject, which the access log must record';
const REPEAT = 'Repeat the mutation with the same idempotency key to get it.';

/** The error at a lost field: its value is missing because a call or an extra field failed. */
export function lostFieldError(
  { subgraph, errorId, isOfMutation, isNotFound, isWithheld }: Cause,
  path: ResponsePath,
): GraphQLError {
  if (isNotFound) return new GraphQLError(NOT_FOUND_MESSAGE, { path, extensions: { code: 'NOT_FOUND' } });
  const subject = subgraph === null ? 'a service' : `the service "${subgraph}"`;
  const message = isOfMutation
    ? `${EXECUTED}: ${isWithheld ? NO_DATA_SUBJECT : `${subject} ${NOT_RETURNED}`}. ${REPEAT}`
    : `This cannot be answered now: ${subject} ${NOT_RETURNED}. Ask for it again later.`;
  const serviceEntry = subgraph === null ? {} : { service: subgraph };
  return new GraphQLError(message, { path, extensions: { code: 'DEPENDENCY_UNAVAILABLE', ...serviceEntry, errorId } });
}

/** The extensions of a lost field's error that the summary error stands for: those of the subgraph's own error, if there is one. */
export function excessExtensions(cause: Cause): Readonly<Record<string, unknown>> {
  const { subgraph, extensions } = cause;
  return extensions ? { ...extensions, serviceName: subgraph } : lostFieldError(cause, []).extensions;
}
