import { INVALID_VALUE } from './serve.ts';

/** The compared parts of an answer. Error messages are shown and not compared. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly {
    readonly path: readonly (string | number)[] | null;
    readonly code: string;
    readonly message?: string;
  }[];
}

/**
 * How a federated answer differs from the reference; null when it does not. The data must be equal, including the order of fields. Errors
 * may differ in two respects only:
 *
 * 1. their order;
 * 2. when the nulls of several failed fields propagate to the same path, graphql-js reports one or more of them, depending on which fails
 *    first. Any of them may be reported, but it must be an error that the execution can have (`possible`: the errors of an execution without
 *    null propagation).
 *
 * Therefore each reported error must be possible, with its path and code; the paths of nulls with errors must be equal; and no path may have
 * two errors.
 */
export function difference(expected: Answer, possible: Answer['errors'], actual: Answer): string | null {
  const expectedValue = JSON.stringify(expected.data);
  const actualValue = JSON.stringify(actual.data);
  if (expectedValue !== actualValue)
    return `The data differ.\nexpected: ${expectedValue}\n  actual: ${actualValue}\n  errors: ${JSON.stringify(actual.errors)}`;
  const known = new Set(possible.map(({ path, code }) => JSON.stringify([path, code])));
  const strange = actual.errors.find(({ path, code }) => !known.has(JSON.stringify([path, code])));
  if (strange) return `An error that cannot be: ${JSON.stringify(strange)}\nexpected: ${JSON.stringify(expected.errors)}`;
  const placesExpected = places(expected);
  const placesActual = places(actual);
  if (placesExpected.join() !== placesActual.join())
    return `The errors are elsewhere.\nexpected: ${placesExpected.join(' ')}\n  actual: ${placesActual.join(' ')}`;
  const twice = pathTwice(actual.errors);
  return twice ? `Two errors at one path: ${twice}` : null;
}

/** The value at a path, or the null to which it propagated. */
const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce((at, step) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : at), data);

/** A path with several errors. */
function pathTwice(errors: Answer['errors']): string | undefined {
  const paths = errors.flatMap(({ path }) => (path ? [JSON.stringify(path)] : []));
  return paths.find((path, index) => paths.indexOf(path) !== index);
}

/** The response path of each error's null. */
const places = ({ data, errors }: Answer): string[] => {
  const found = errors.map(({ path }) => {
    let at: unknown = data;
    const steps: (string | number)[] = [];
    for (const step of path ?? []) {
      if (at === null || at === undefined) break;
      at = (at as Record<string | number, unknown>)[step];
      steps.push(step);
    }
    return `${at === null ? '' : 'not null: '}/${steps.join('/')}`;
  });
  return [...new Set(found)].sort();
};

/** How an answer is compared: equal to the reference, or different only where it has an error. */
export type Measure = 'equal' | 'odd' | 'frail';

/**
 * The first value that differs from the reference without an error at its path or above; null when there is none. Any value may be lost when
 * extra fields fail. The paths of errors may have only response keys of the operation (`keys`).
 */
export function differenceOfFrail(expected: unknown, { data, errors }: Answer, keys: ReadonlySet<string>): string | null {
  const strange = errors.find(
    ({ code, message = '', path }) =>
      (code === 'UNEXPECTED' && !INVALID_VALUE.test(message)) ||
      path?.some((step) => typeof step === 'string' && !keys.has(step)),
  );
  if (strange) return `An error at a path that is not selected: ${JSON.stringify(strange)}`;
  const hasError = (path: Path, isNull: boolean): boolean =>
    errors.some((error) => error.path === null || startsWith(path, error.path) || (isNull && startsWith(error.path, path)));
  const compare = (expectedValue: unknown, actualValue: unknown, path: Path): string | null => {
    if (JSON.stringify(expectedValue) === JSON.stringify(actualValue)) return null;
    if (Array.isArray(expectedValue) && Array.isArray(actualValue) && expectedValue.length === actualValue.length)
      return firstOf(expectedValue.keys(), (at) => compare(expectedValue[at], actualValue[at], [...path, at]));
    if (isObject(expectedValue) && isObject(actualValue))
      return firstOf(Object.keys(expectedValue), (key) => compare(expectedValue[key], actualValue[key], [...path, key]));
    if (hasError(path, actualValue === null)) return null;
    return `Without an error at /${path.join('/')}: ${JSON.stringify(actualValue)} for ${JSON.stringify(expectedValue)}`;
  };
  const fault = compare(expected, data, []);
  return fault && `${fault}\nerrors: ${JSON.stringify(errors)}`;
}

type Path = readonly (string | number)[];

const startsWith = (path: Path, start: Path): boolean => start.every((step, at) => step === path[at]);

/**
 * The first value that is lost without an error; null when there is none. Any value may be lost when subgraphs answer oddly, but then its path,
 * a path above or one below must have an error. All other values must equal the reference.
 */
export function differenceWithoutError(expected: unknown, { data, errors }: Answer): string | null {
  const internal = errors.find(({ code, message = '' }) => code === 'UNEXPECTED' && !INVALID_VALUE.test(message));
  if (internal) return `An unexpected error: ${JSON.stringify(internal)}`;
  const twice = pathTwice(errors);
  if (twice) return `Two errors at one path: ${twice}`;
  const forNothing = errors.find(({ path }) => path && valueAt(data, path) !== null);
  if (forNothing) return `An error at a field that has its value: ${JSON.stringify(forNothing)}`;
  const hasError = (path: readonly (string | number)[]): boolean =>
    errors.some((error) => error.path === null || error.path.slice(0, path.length).every((step, at) => step === path[at]));
  const compare = (expectedValue: unknown, actualValue: unknown, path: readonly (string | number)[]): string | null => {
    if (JSON.stringify(expectedValue) === JSON.stringify(actualValue)) return null;
    if (actualValue === null || actualValue === undefined)
      return hasError(path) ? null : `Lost without an error at /${path.join('/')}: ${JSON.stringify(expectedValue)}`;
    if (Array.isArray(expectedValue) && Array.isArray(actualValue) && expectedValue.length === actualValue.length)
      return firstOf(expectedValue.keys(), (at) => compare(expectedValue[at], actualValue[at], [...path, at]));
    if (isObject(expectedValue) && isObject(actualValue))
      return firstOf(Object.keys(expectedValue), (key) => compare(expectedValue[key], actualValue[key], [...path, key]));
    return `Another value at /${path.join('/')}: ${JSON.stringify(actualValue)} for ${JSON.stringify(expectedValue)}`;
  };
  const fault = compare(expected, data, []);
  return fault && `${fault}\nerrors: ${JSON.stringify(errors)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function firstOf<Step>(steps: Iterable<Step>, look: (step: Step) => string | null): string | null {
  for (const step of steps) {
    const found = look(step);
    if (found !== null) return found;
  }
  return null;
}
