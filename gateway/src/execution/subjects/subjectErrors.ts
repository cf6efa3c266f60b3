import { GraphQLError } from 'graphql';
import { type Data, isData } from '../../calls/data.ts';
import type { Run } from '../run.ts';
import type { ResponsePath } from '../visitPath.ts';

/** The data subjects that are unknown because a field failed that is fetched for the access log only. */
export interface UnknownSubjects {
  /** Objects whose data subjects are unknown. */
  readonly objects: ReadonlySet<Data>;
  /** Whether an error has no path. Then any object without a data subject may have one that was lost. */
  readonly hasUnlocatedError: boolean;
}

/**
 * Removes the errors of the fields that select data subjects: their response keys begin with `key`. Returns the objects whose data
 * subjects are unknown. When the null of such a field propagated to a selected field, that field gets an error instead.
 */
export function replaceSubjectErrors(run: Run, key: string, isMutation: boolean): UnknownSubjects {
  const objects = new Set<Data>();
  const isSubjectKey = (step: string | number): boolean => typeof step === 'string' && step.startsWith(key);
  const own = run.errors.filter(({ path }) => path?.some(isSubjectKey));
  const others = run.errors.filter(({ path }) => !path?.some(isSubjectKey));
  const reported = new Set(others.map(({ path }) => JSON.stringify(path)));
  const propagated: GraphQLError[] = [];
  for (const error of own) {
    const path = error.path as ResponsePath;
    const { at, value } = valueAt(run, path.slice(0, path.findIndex(isSubjectKey)));
    if (isData(value)) objects.add(value);
    // The object is in the data. When the null propagated, fields that were fetched with its data subject are lost.
    if (isData(value) && !run.propagatedErrors.has(error)) continue;
    if (!reported.has(JSON.stringify(at))) {
      reported.add(JSON.stringify(at));
      propagated.push(nullPropagatedError(at, error, isMutation));
    }
  }
  if (own.length > 0) run.errors.splice(0, run.errors.length, ...others, ...propagated);
  return { objects, hasUnlocatedError: others.some(({ path }) => !path) };
}

/** Follows a response path with the client's keys to its end, or to the first null. */
function valueAt({ data, clientKeys }: Run, path: ResponsePath): { readonly at: ResponsePath; readonly value: unknown } {
  let value: unknown = data;
  for (const [length, step] of path.entries()) {
    if (Array.isArray(value)) value = value[step as number];
    else value = isData(value) ? valueUnder(value, String(step), clientKeys) : undefined;
    if (value === null || value === undefined) return { at: path.slice(0, length + 1), value: null };
  }
  return { at: path, value };
}

/** The value at a response key of the client; the plan may use another key. */
function valueUnder(object: Data, key: string, clientKeys: Run['clientKeys']): unknown {
  const name = Object.keys(object).find((one) => (clientKeys.get(one) ?? one) === key);
  return name === undefined ? undefined : object[name];
}

const CODE = 'DEPENDENCY_UNAVAILABLE';
const REASON = 'did not return the data subject, which the access log must record';
const ANSWER_WITHHELD = 'The change was made, and its answer is withheld';
const REPEAT_FOR_ANSWER = 'Repeat the mutation with the same idempotency key to get the answer.';

function nullPropagatedError(path: ResponsePath, { extensions }: GraphQLError, isMutation: boolean): GraphQLError {
  const subject = typeof extensions.serviceName === 'string' ? `the service "${extensions.serviceName}"` : 'a service';
  const message = isMutation
    ? `${ANSWER_WITHHELD}: ${subject} ${REASON}. ${REPEAT_FOR_ANSWER}`
    : `This cannot be answered now: ${subject} ${REASON}. Ask for it again later.`;
  const { errorId, serviceName } = extensions;
  return new GraphQLError(message, { path, extensions: { code: CODE, service: serviceName, errorId, serviceName } });
}

/** The error that replaces the answer of a read with personal data whose data subject is unknown (GOV-INV-6). */
export const withheldError = (): GraphQLError =>
  new GraphQLError(`This cannot be answered now: a service ${REASON}. Ask again later.`, {
    extensions: { code: CODE, http: { status: 503 } },
  });
