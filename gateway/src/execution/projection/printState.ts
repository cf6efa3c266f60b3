import { GraphQLError } from 'graphql';
import { isNestedTooDeep } from '../../calls/data.ts';
import type { Cause } from '../causes.ts';
import { addMore, MAX_ERRORS } from '../fetchErrors.ts';
import { InvalidValue } from '../invalidValue.ts';
import { lostFieldError } from '../lostFieldError.ts';
import type { Run } from '../run.ts';
import type { ResponsePath } from '../visitPath.ts';
import type { Output } from './output.ts';

/** The state of one answer while it is printed. */
export interface PrintState {
  readonly run: Run;
  readonly out: Output;
  /** Where the printer stands: the first `depth` keys. */
  readonly path: (string | number)[];
  depth: number;
  /** How many values could not be written so far. */
  reportCount: number;
  /** Where the text of an object that stands in several places was written, for each way to print it. */
  readonly written: Map<unknown, Map<object, Range>>;
  /** Values that are missing for reasons that are known, and where the null of each stands in the answer. */
  readonly lost: { readonly cause: Cause; readonly path: ResponsePath; nullPath: ResponsePath }[];
  /** Made with the first null that needs an explanation. */
  reportedPaths: ReportedPaths | null;
}

/** The first byte of a text, and the one after its last. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Notes that a value is missing for a reason that is known. Whether it must be told is known when all is printed: its null may rise to where
 * another error has told of it.
 */
export function noteLostField(state: PrintState, container: object, key: string | number): void {
  const cause = state.run.causes.get(container)?.get(key);
  if (!cause) return;
  state.reportCount += 1;
  const path = currentPath(state);
  state.lost.push({ cause, path, nullPath: path });
}

/** The null of a value has risen to where the printer stands. */
export function propagateLostFields({ lost, path, depth }: PrintState): void {
  // Those within the value that is taken back were noted last.
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

/** Tells of the values that are missing, each null once: when all is printed. */
export function reportLostFields({ run, lost }: PrintState): void {
  if (lost.length === 0) return;
  const reportedPaths = findReportedPaths(run);
  for (const { cause, path, nullPath } of lost) {
    if (isReportedAt(reportedPaths, nullPath)) continue;
    if (run.errors.length >= MAX_ERRORS) {
      addMore(run);
      return;
    }
    run.errors.push(lostFieldError(cause, path));
    for (let length = 0; length <= path.length; length++) reportedPaths.above.add(keyOf(path.slice(0, length)));
  }
}

/** Places that already have an error. */
interface ReportedPaths {
  readonly all: boolean;
  readonly at: ReadonlySet<string>;
  readonly above: Set<string>;
}

/** A value is none of its type. What nobody planned for: the error formatter masks it; but one that nests without end is no answer. */
export function reportInvalidValue(state: PrintState, what: string, value?: unknown): void {
  state.reportCount += 1;
  if (isNestedTooDeep(value)) {
    const message = 'A service answered lists in lists without end. Ask for these fields again later.';
    state.run.errors.push(
      new GraphQLError(message, { path: currentPath(state), extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }),
    );
    return;
  }
  state.run.errors.push(new InvalidValue(`A subgraph answered a value that is no ${what}.`, { path: currentPath(state) }));
}

/**
 * A null stands where the schema forbids it. A subgraph that runs into such a null tells it itself; what is left is an
 * entity that one subgraph names and its owner does not give: it is gone, or it is not for this viewer.
 */
export function reportForbiddenNull(state: PrintState): void {
  state.reportCount += 1;
  const path = currentPath(state);
  const noted = state.lost.at(-1);
  if (noted && noted.path.length === path.length && isWithin(noted.path, path, path.length)) return;
  if (isReported(state, path)) return;
  state.run.errors.push(
    new GraphQLError('What this field belongs to does not exist, or you may not see it.', {
      path,
      extensions: { code: 'NOT_FOUND' },
    }),
  );
}

const currentPath = ({ path, depth }: PrintState): (string | number)[] => path.slice(0, depth);

function isReported(state: PrintState, path: readonly (string | number)[]): boolean {
  state.reportedPaths ??= findReportedPaths(state.run);
  return isReportedAt(state.reportedPaths, path);
}

function isReportedAt({ all, at, above }: ReportedPaths, path: ResponsePath): boolean {
  if (all || above.has(keyOf(path))) return true;
  return at.has(keyOf([])) || path.some((_, length) => at.has(keyOf(path.slice(0, length + 1))));
}

function findReportedPaths({ errors }: Run): ReportedPaths {
  const at = new Set<string>();
  const above = new Set<string>();
  for (const { path } of errors) {
    if (!path) continue;
    at.add(keyOf(path));
    for (let length = 0; length <= path.length; length++) above.add(keyOf(path.slice(0, length)));
  }
  return { all: errors.some(({ path }) => !path), at, above };
}

const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path);
