import { GraphQLError } from 'graphql';
import { type Data, isData } from '../../calls/data.ts';
import type { Run } from '../run.ts';

/** What of a run's data cannot be written into the access log, because a field failed that was asked for the log alone. */
export interface UnknownSubjects {
  /** Objects that did not tell whom they are about. */
  readonly objects: ReadonlySet<Data>;
  /** Whether something failed that nobody can place: then nothing is known to be about nobody. */
  readonly hasUnlocatedError: boolean;
}

type Path = readonly (string | number)[];

/**
 * Settles the errors of fields that begin with `key`, which the client did not ask for. An object that stands there without its persons is
 * given back. Where the null has risen from such a field into what the client selected, its error is told at that place.
 */
export function settleSubjectErrors(run: Run, key: string, isMutation: boolean): UnknownSubjects {
  const objects = new Set<Data>();
  const isOurs = (step: string | number): boolean => typeof step === 'string' && step.startsWith(key);
  const own = run.errors.filter(({ path }) => path?.some(isOurs));
  const others = run.errors.filter(({ path }) => !path?.some(isOurs));
  const told = new Set(others.map(({ path }) => JSON.stringify(path)));
  const risen: GraphQLError[] = [];
  for (const error of own) {
    const path = error.path as Path;
    const { at, value } = follow(run, path.slice(0, path.findIndex(isOurs)));
    if (isData(value)) objects.add(value);
    // The object stands there, and yet what was asked of it together with its persons is gone.
    if (isData(value) && !run.propagatedErrors.has(error)) continue;
    if (!told.has(JSON.stringify(at))) {
      told.add(JSON.stringify(at));
      risen.push(risenTo(at, error, isMutation));
    }
  }
  if (own.length > 0) run.errors.splice(0, run.errors.length, ...others, ...risen);
  return { objects, hasUnlocatedError: others.some(({ path }) => !path) };
}

/** Goes along a path of the client's as far as there are values: to the end of it, or to a null. */
function follow({ data, clientKeys }: Run, path: Path): { readonly at: Path; readonly value: unknown } {
  let value: unknown = data;
  for (const [length, step] of path.entries()) {
    if (Array.isArray(value)) value = value[step as number];
    else value = isData(value) ? valueUnder(value, String(step), clientKeys) : undefined;
    if (value === null || value === undefined) return { at: path.slice(0, length + 1), value: null };
  }
  return { at: path, value };
}

/** The value under a key of the client's; the plan may know it by another name. */
function valueUnder(object: Data, key: string, clientKeys: Run['clientKeys']): unknown {
  const name = Object.keys(object).find((one) => (clientKeys.get(one) ?? one) === key);
  return name === undefined ? undefined : object[name];
}

const CODE = 'DEPENDENCY_UNAVAILABLE';
const REASON = 'did not say whom it is about, which the access log must know';
const MADE = 'The change was made, and its answer is held back';
const REPEAT = 'Repeat the mutation with the same idempotency key to get the answer.';

function risenTo(path: Path, { extensions }: GraphQLError, isMutation: boolean): GraphQLError {
  const who = typeof extensions.serviceName === 'string' ? `the service "${extensions.serviceName}"` : 'a service';
  const message = isMutation
    ? `${MADE}: ${who} ${REASON}. ${REPEAT}`
    : `This cannot be answered now: ${who} ${REASON}. Ask for it again later.`;
  const { errorId, serviceName } = extensions;
  return new GraphQLError(message, { path, extensions: { code: CODE, service: serviceName, errorId, serviceName } });
}

/** The refusal of an answer that holds personal data of somebody unknown (GOV-INV-6). */
export const withheldError = (isMutation: boolean): GraphQLError =>
  new GraphQLError(
    isMutation
      ? `${MADE}: a service ${REASON}. ${REPEAT}`
      : `This cannot be answered now: a service ${REASON}, so no answer is given. Ask again later.`,
    { extensions: { code: CODE, http: { status: 503 } } },
  );
