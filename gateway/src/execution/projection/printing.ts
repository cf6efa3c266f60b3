import { GraphQLError } from 'graphql';
import { isEndless } from '../../calls/data.ts';
import type { Cause } from '../causes.ts';
import { addMore, MAX_ERRORS } from '../fetchErrors.ts';
import { InvalidValue } from '../invalidValue.ts';
import { lostError } from '../lostError.ts';
import type { Place } from '../places.ts';
import type { Run } from '../run.ts';
import type { Output } from './output.ts';

/** The state of one answer while it is printed. */
export interface Printing {
  readonly run: Run;
  readonly out: Output;
  /** Where the printer stands: the first `depth` keys. */
  readonly path: (string | number)[];
  depth: number;
  /** How many values could not be written so far. */
  told: number;
  /** Where the text of an object that stands in several places was written, for each way to print it. */
  readonly written: Map<unknown, Map<object, Range>>;
  /** Values that are missing for reasons that are known, and where the null of each stands in the answer. */
  readonly lost: { readonly cause: Cause; readonly path: Place; risenTo: Place }[];
  /** Made with the first null that needs an explanation. */
  explained: Explained | null;
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
export function noteLost(printing: Printing, container: object, key: string | number): void {
  const cause = printing.run.causes.get(container)?.get(key);
  if (!cause) return;
  printing.told += 1;
  const path = placeOf(printing);
  printing.lost.push({ cause, path, risenTo: path });
}

/** The null of a value has risen to where the printer stands. */
export function raiseLost({ lost, path, depth }: Printing): void {
  // Those within the value that is taken back were noted last.
  for (let at = lost.length - 1; at >= 0; at--) {
    const one = lost[at];
    if (!one || one.path.length <= depth || !isWithin(one.path, path, depth)) return;
    if (one.risenTo.length > depth) one.risenTo = one.risenTo.slice(0, depth);
  }
}

const isWithin = (place: Place, path: Place, depth: number): boolean => {
  for (let at = 0; at < depth; at++) if (place[at] !== path[at]) return false;
  return true;
};

/** Tells of the values that are missing, each null once: when all is printed. */
export function tellLost({ run, lost }: Printing): void {
  if (lost.length === 0) return;
  const explained = explain(run);
  for (const { cause, path, risenTo } of lost) {
    if (isExplainedBy(explained, risenTo)) continue;
    if (run.errors.length >= MAX_ERRORS) {
      addMore(run);
      return;
    }
    run.errors.push(lostError(cause, path));
    for (let length = 0; length <= path.length; length++) explained.above.add(keyOf(path.slice(0, length)));
  }
}

/** Places that already have an error. */
interface Explained {
  readonly all: boolean;
  readonly at: ReadonlySet<string>;
  readonly above: Set<string>;
}

/** A value is none of its type. What nobody planned for: the error formatter masks it; but one that nests without end is no answer. */
export function tellInvalid(printing: Printing, what: string, value?: unknown): void {
  printing.told += 1;
  if (isEndless(value)) {
    const message = 'A service answered lists in lists without end. Ask for these fields again later.';
    printing.run.errors.push(
      new GraphQLError(message, { path: placeOf(printing), extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }),
    );
    return;
  }
  printing.run.errors.push(new InvalidValue(`A subgraph answered a value that is no ${what}.`, { path: placeOf(printing) }));
}

/**
 * A null stands where the schema forbids it. A subgraph that runs into such a null tells it itself; what is left is an
 * entity that one subgraph names and its owner does not give: it is gone, or it is not for this viewer.
 */
export function tellMissing(printing: Printing): void {
  printing.told += 1;
  const path = placeOf(printing);
  const noted = printing.lost.at(-1);
  if (noted && noted.path.length === path.length && isWithin(noted.path, path, path.length)) return;
  if (isExplained(printing, path)) return;
  printing.run.errors.push(
    new GraphQLError('What this field belongs to does not exist, or you may not see it.', {
      path,
      extensions: { code: 'NOT_FOUND' },
    }),
  );
}

const placeOf = ({ path, depth }: Printing): (string | number)[] => path.slice(0, depth);

function isExplained(printing: Printing, path: readonly (string | number)[]): boolean {
  printing.explained ??= explain(printing.run);
  return isExplainedBy(printing.explained, path);
}

function isExplainedBy({ all, at, above }: Explained, path: Place): boolean {
  if (all || above.has(keyOf(path))) return true;
  return at.has(keyOf([])) || path.some((_, length) => at.has(keyOf(path.slice(0, length + 1))));
}

function explain({ errors }: Run): Explained {
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
