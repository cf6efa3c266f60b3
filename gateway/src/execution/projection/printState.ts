import { GraphQLError } from 'graphql';
import type { Data } from '../../calls/data.ts';
import { MAX_ERRORS } from '../../calls/unreadErrors.ts';
import { causeOfMissing } from '../absentFields.ts';
import type { Cause } from '../causes.ts';
import { InvalidValue } from '../invalidValue.ts';
import { excessExtensions, lostFieldError } from '../lostFieldError.ts';
import type { Run } from '../run.ts';
import type { ResponsePath } from '../visitPath.ts';
import type { Output } from './output.ts';

/** The state of one answer while it is printed. */
export interface PrintState {
  readonly run: Run;
  readonly out: Output;
  /** The current response path: the first `depth` steps. */
  readonly path: (string | number)[];
  depth: number;
  /** How many invalid or lost values were found so far. */
  reportCount: number;
  /** Where each shared object was written, by its printer. */
  readonly written: Map<unknown, Map<object, Range>>;
  /** Lost fields with their causes, and the response path that the null of each has propagated to. */
  readonly lost: { readonly cause: Cause; readonly path: ResponsePath; nullPath: ResponsePath }[];
  /** The objects and lists of the data, by the copies that are printed in their place. */
  readonly originals: Map<object, object>;
  /** For each field, the number of its errors of hidden entities. */
  readonly hidden: Map<string, number>;
  /** Created at the first null that needs an error. */
  reportedPaths: ReportedPaths | null;
}

/** The positions of the first byte and of the one after the last. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Records a lost field with a known cause, and returns whether it has one. `value` is null, or undefined where the property is absent. Whether
 * the field needs an error is decided when all is printed: its null may propagate to a path that has an error already.
 */
export function recordLostField(state: PrintState, container: object, key: string | number, value: unknown): boolean {
  const { originals, run, lost } = state;
  const original = originals.size > 0 ? (originals.get(container) ?? container) : container;
  const cause = causeOfMissing(run, original, key, value);
  if (!cause) return false;
  state.reportCount += 1;
  const path = currentPath(state);
  lost.push({ cause, path, nullPath: path });
  return true;
}

/** Moves the nulls of lost fields below the current path to the current path. */
export function propagateLostFields({ lost, path, depth }: PrintState): void {
  // The lost fields of the discarded value were recorded last.
  for (let at = lost.length - 1; at >= 0; at--) {
    const one = lost[at];
    if (!one || one.path.length <= depth || !isWithin(one.path, path, depth)) return;
    if (one.nullPath.length > depth) one.nullPath = one.nullPath.slice(0, depth);
  }
}

const isWithin = (place: ResponsePath, path: ResponsePath, depth: number): boolean => {
  for (let at = 0; at < depth; at++) if (place[at] !== path[at]) return false;
  return true;
};

/** Adds errors for lost fields, one for each null, when all is printed. */
export function addLostFieldErrors({ run, lost }: PrintState): void {
  if (lost.length === 0) return;
  const reportedPaths = findReportedPaths(run);
  for (const { cause, path, nullPath } of lost) {
    if (isReportedAt(reportedPaths, nullPath)) continue;
    if (run.errors.length < MAX_ERRORS) run.errors.push(lostFieldError(cause, path));
    else run.excessErrors.add(path, excessExtensions(cause));
    addPrefixes(reportedPaths.above, path);
  }
}

/** Response paths that have an error already, and the paths above them. */
interface ReportedPaths {
  readonly all: boolean;
  readonly at: ReadonlySet<string>;
  readonly above: Set<string>;
}

/** Adds an error for a value that its type does not allow, unless there is one at its path. */
export function addInvalidValueError(state: PrintState, what: string): void {
  state.reportCount += 1;
  const { errors, excessErrors } = state.run;
  const path = currentPath(state);
  if (reportedPathsOf(state).at.has(pathKey(path))) return;
  if (errors.length < MAX_ERRORS) errors.push(new InvalidValue(`A subgraph answered a value that is no ${what}.`, { path }));
  else excessErrors.add(path, INVALID_CODE);
}

/**
 * Adds an error for an object whose type is not known, although what is selected of it depends on the type. A subgraph with an
 * `@interfaceObject` knows the interface only; when no other subgraph knows the entity, the object is not found.
 */
export function addUnknownTypeError(state: PrintState, object: Data, declared: string): void {
  const { __typename } = object;
  if (recordLostField(state, object, '__typename', undefined)) return;
  state.reportCount += 1;
  if (isReported(state, currentPath(state))) return;
  if (__typename !== undefined && state.run.answered.isOfUnknownEntity(object, '__typename'))
    addForbiddenNullError(state, undefined);
  else addInvalidValueError(state, `object of a type that belongs to "${declared}"`);
}

/** The maximum number of errors of one field whose entity is hidden: a list may name one hidden person in each of its rows. */
export const MAX_HIDDEN_OF_FIELD = 10;

/** Whether this field, without the indices of lists, has as many errors of hidden entities as it may have; counts this one. */
function isOneOfMany({ hidden }: PrintState, path: ResponsePath): boolean {
  const field = path.filter((step) => typeof step === 'string').join('.');
  const count = (hidden.get(field) ?? 0) + 1;
  hidden.set(field, count);
  return count > MAX_HIDDEN_OF_FIELD;
}

/**
 * Adds an error for a null in a non-null field. `value` is undefined for an entity that one subgraph references and another one does not
 * return: it does not exist, or is hidden from the viewer. It is null when a subgraph answered a null that its own schema forbids, without
 * the error that belongs to it.
 */
export function addForbiddenNullError(state: PrintState, value: null | undefined): void {
  state.reportCount += 1;
  const path = currentPath(state);
  const noted = state.lost.at(-1);
  if (noted && noted.path.length === path.length && isWithin(noted.path, path, path.length)) return;
  if (isReported(state, path)) return;
  const { errors, excessErrors } = state.run;
  if (errors.length >= MAX_ERRORS || (value === undefined && isOneOfMany(state, path))) {
    excessErrors.add(path, value === null ? INVALID_CODE : NOT_FOUND_CODE);
    return;
  }
  errors.push(
    value === null
      ? new InvalidValue('A subgraph answered null for a non-null field.', { path })
      : new GraphQLError('What this field belongs to does not exist, or you may not see it.', {
          path,
          extensions: NOT_FOUND_CODE,
        }),
  );
}

const INVALID_CODE = { code: 'DEPENDENCY_UNAVAILABLE' };
const NOT_FOUND_CODE = { code: 'NOT_FOUND' };

const currentPath = ({ path, depth }: PrintState): (string | number)[] => path.slice(0, depth);

function reportedPathsOf(state: PrintState): ReportedPaths {
  state.reportedPaths ??= findReportedPaths(state.run);
  return state.reportedPaths;
}

const isReported = (state: PrintState, path: ResponsePath): boolean => isReportedAt(reportedPathsOf(state), path);

function isReportedAt({ all, at, above }: ReportedPaths, path: ResponsePath): boolean {
  if (all || above.has(pathKey(path))) return true;
  return prefixKeys(path).some((key) => at.has(key));
}

function findReportedPaths({ errors }: Run): ReportedPaths {
  const at = new Set<string>();
  const above = new Set<string>();
  for (const { path } of errors) {
    if (!path) continue;
    at.add(pathKey(path));
    addPrefixes(above, path);
  }
  return { all: errors.some(({ path }) => !path), at, above };
}

/** Adds the keys of a path and of all paths above it. */
function addPrefixes(above: Set<string>, path: ResponsePath): void {
  // The longest first: where a key is known, those of all shorter paths are.
  for (const key of prefixKeys(path).reverse()) {
    if (above.has(key)) return;
    above.add(key);
  }
}

/** The keys of the paths to an answer's root, to each place on the way, and to the place itself. */
function prefixKeys(path: ResponsePath): string[] {
  let key = '';
  const keys = [key];
  for (const step of path) {
    key += `${JSON.stringify(step)},`;
    keys.push(key);
  }
  return keys;
}

const pathKey = (path: ResponsePath): string => path.map((step) => `${JSON.stringify(step)},`).join('');
