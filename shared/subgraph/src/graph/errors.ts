import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { QueryFailedError } from 'typeorm';
import { isDatabaseAway } from '../database/away.ts';
import { newId } from '../ids.ts';

export interface Masking {
  /** Told of every error that the client does not get to see. */
  readonly onMasked: (error: unknown, id: string) => void;
  readonly onRefused: (code: string) => void;
  /** Whether a field leads to objects: which of these a viewer sees, each row decides. */
  readonly leadsToObject: (typeName: string, fieldName: string) => boolean;
}

/**
 * What a client sees of an error: a refusal or a fault of its document as it is; anything else masked, with an id that
 * the log has. Bad scalar values count as `BAD_USER_INPUT` wherever graphql-js found them.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { onMasked, onRefused, leadsToObject }: Masking,
): GraphQLFormattedError {
  const { message, path, locations, extensions = {} } = formatted;
  const place = { ...(path ? { path } : {}), ...(locations ? { locations } : {}) };
  const original = unwrapResolverError(error);
  if (isForClient(original, formatted)) {
    const code = extensions.scalar ? 'BAD_USER_INPUT' : String(extensions.code);
    onRefused(code);
    const { stacktrace: _, ...visible } = extensions;
    return { message, ...place, extensions: { ...visible, code } };
  }
  const hidden = hiddenTarget(original, leadsToObject);
  if (hidden !== null) {
    onRefused('NOT_FOUND');
    return {
      message: `What "${hidden}" leads to does not exist, or you may not see it.`,
      ...place,
      extensions: { code: 'NOT_FOUND' },
    };
  }
  const id = newId();
  onMasked(original, id);
  if (isDatabaseAway(original)) {
    return {
      message: `The database is not answering. Try again in a moment; if it lasts, name "${id}".`,
      ...place,
      extensions: { code: 'DEPENDENCY_UNAVAILABLE', errorId: id },
    };
  }
  if (isUnstorable(original)) {
    return {
      message: `A value that you sent cannot be used here: it is too long, too far away, or not of its kind. If it looks right to you, report "${id}".`,
      ...place,
      extensions: { code: 'BAD_USER_INPUT', errorId: id },
    };
  }
  return {
    message: `Something went wrong here. If you report it, name "${id}".`,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: id },
  };
}

/**
 * The field whose object may not be null and is: the row is there for others, or was deleted a moment ago. Which viewer sees which row is decided
 * in SQL, and the schema cannot tell; so it is nobody's mistake. Null for other errors.
 */
function hiddenTarget(error: unknown, leadsToObject: Masking['leadsToObject']): string | null {
  const message = error instanceof Error ? error.message : '';
  const [, typeName, fieldName] = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(message) ?? [];
  return typeName && fieldName && leadsToObject(typeName, fieldName) ? `${typeName}.${fieldName}` : null;
}

/** The database refuses a value that no rule had foreseen: class 22 (data), a CHECK without a refusal of its own, a limit of size. */
const isUnstorable = (error: unknown): boolean =>
  error instanceof QueryFailedError && /^(22|23514$|54000$)/.test(String((error.driverError as { code?: unknown }).code));

/** Errors made by graphql-js or by a rule carry a code; what a resolver threw otherwise has none of its own. */
const isForClient = (original: unknown, { extensions }: GraphQLFormattedError): boolean =>
  original instanceof GraphQLError && extensions?.code !== undefined && extensions.code !== 'INTERNAL_SERVER_ERROR';
