import { NO_VALUE } from './serve.ts';

/** An answer without what may differ: the texts of errors are kept to be shown, not compared. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly {
    readonly path: readonly (string | number)[] | null;
    readonly code: string;
    readonly message?: string;
  }[];
}

/**
 * Tells how a federated answer differs from that of the one schema; null when it does not. The data must be equal, to the
 * order of the fields of an object. Errors may differ in this only:
 *
 * 1. their order;
 * 2. when several fields fail whose nulls all rise to the same place, graphql-js reports one or more of them, depending on which
 *    is ready first. Here any of them may stand for that place, but each must be an error that the execution can meet
 *    (`possible`: the errors of a run in which no null rises).
 *
 * So: every reported error is possible, at its own path with its own code; the places at which nulls come from errors are the same
 * on both sides; and no path has two errors.
 */
export function difference(expected: Answer, possible: Answer['errors'], actual: Answer): string | null {
  const wanted = JSON.stringify(expected.data);
  const given = JSON.stringify(actual.data);
  if (wanted !== given)
    return `The data differ.\nexpected: ${wanted}\n  actual: ${given}\n  errors: ${JSON.stringify(actual.errors)}`;
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

/** The value at a path, or the null on the way there. */
const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce((at, step) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : at), data);

/** A path that several errors have. */
function pathTwice(errors: Answer['errors']): string | undefined {
  const paths = errors.flatMap(({ path }) => (path ? [JSON.stringify(path)] : []));
  return paths.find((path, index) => paths.indexOf(path) !== index);
}

/** The response path of the null that each error has caused. */
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

/** How a response is compared: equal to the reference, or different only where it has an error. */
export type Measure = 'equal' | 'odd' | 'frail';

/**
 * How an answer differs from that of the one schema without an error at the place or above it; null where it does not. Where hidden fields
 * fail, any value may be lost, and each error names nothing but what the operation selects (`keys`).
 */
export function unsaid(expected: unknown, { data, errors }: Answer, keys: ReadonlySet<string>): string | null {
  const strange = errors.find(
    ({ code, message = '', path }) =>
      (code === 'UNEXPECTED' && !NO_VALUE.test(message)) || path?.some((step) => typeof step === 'string' && !keys.has(step)),
  );
  if (strange) return `An error that the client cannot place: ${JSON.stringify(strange)}`;
  const isSaid = (path: Path, isNull: boolean): boolean =>
    errors.some((error) => error.path === null || startsWith(path, error.path) || (isNull && startsWith(error.path, path)));
  const look = (wanted: unknown, given: unknown, path: Path): string | null => {
    if (JSON.stringify(wanted) === JSON.stringify(given)) return null;
    if (Array.isArray(wanted) && Array.isArray(given) && wanted.length === given.length)
      return firstOf(wanted.keys(), (at) => look(wanted[at], given[at], [...path, at]));
    if (isObject(wanted) && isObject(given))
      return firstOf(Object.keys(wanted), (key) => look(wanted[key], given[key], [...path, key]));
    if (isSaid(path, given === null)) return null;
    return `Without an error at /${path.join('/')}: ${JSON.stringify(given)} for ${JSON.stringify(wanted)}`;
  };
  const fault = look(expected, data, []);
  return fault && `${fault}\nerrors: ${JSON.stringify(errors)}`;
}

type Path = readonly (string | number)[];

const startsWith = (path: Path, start: Path): boolean => start.every((step, at) => step === path[at]);

/**
 * What an answer lacks without an error; null when nothing. Where subgraphs answer oddly, any value may be lost, and each that is must have an
 * error at its place, above it or below it; all others must be those of the one schema.
 */
export function unexplained(expected: unknown, { data, errors }: Answer): string | null {
  const internal = errors.find(({ code, message = '' }) => code === 'UNEXPECTED' && !NO_VALUE.test(message));
  if (internal) return `An error that nobody planned for: ${JSON.stringify(internal)}`;
  const twice = pathTwice(errors);
  if (twice) return `Two errors at one path: ${twice}`;
  const forNothing = errors.find(({ path }) => path && valueAt(data, path) !== null);
  if (forNothing) return `An error at a field that has its value: ${JSON.stringify(forNothing)}`;
  const isExplained = (path: readonly (string | number)[]): boolean =>
    errors.some((error) => error.path === null || error.path.slice(0, path.length).every((step, at) => step === path[at]));
  const look = (wanted: unknown, given: unknown, path: readonly (string | number)[]): string | null => {
    if (JSON.stringify(wanted) === JSON.stringify(given)) return null;
    if (given === null || given === undefined)
      return isExplained(path) ? null : `Lost without an error at /${path.join('/')}: ${JSON.stringify(wanted)}`;
    if (Array.isArray(wanted) && Array.isArray(given) && wanted.length === given.length)
      return firstOf(wanted.keys(), (at) => look(wanted[at], given[at], [...path, at]));
    if (isObject(wanted) && isObject(given))
      return firstOf(Object.keys(wanted), (key) => look(wanted[key], given[key], [...path, key]));
    return `Another value at /${path.join('/')}: ${JSON.stringify(given)} for ${JSON.stringify(wanted)}`;
  };
  const fault = look(expected, data, []);
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
