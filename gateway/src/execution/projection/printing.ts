import { GraphQLError } from 'graphql';
import type { Run } from '../run.ts';
import { isEndless } from '../types.ts';
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
  /** Made with the first null that needs an explanation. */
  explained: Explained | null;
}

/** The first byte of a text, and the one after its last. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Places that already have an error. */
interface Explained {
  readonly all: boolean;
  readonly at: ReadonlySet<string>;
  readonly above: ReadonlySet<string>;
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
  printing.run.errors.push(new GraphQLError(`A subgraph answered a value that is no ${what}.`, { path: placeOf(printing) }));
}

/**
 * A null stands where the schema forbids it. A subgraph that runs into such a null tells it itself; what is left is an
 * entity that one subgraph names and its owner does not give: it is gone, or it is not for this viewer.
 */
export function tellMissing(printing: Printing): void {
  printing.told += 1;
  const path = placeOf(printing);
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
  const { all, at, above } = printing.explained;
  if (all || above.has(keyOf(path))) return true;
  return at.has(keyOf([])) || path.some((_, length) => at.has(keyOf(path.slice(0, length + 1))));
}

function explain({ errors, lost }: Run): Explained {
  const at = new Set(lost.map(keyOf));
  const above = new Set<string>();
  for (const { path } of errors) {
    if (!path) continue;
    at.add(keyOf(path));
    for (let length = 1; length <= path.length; length++) above.add(keyOf(path.slice(0, length)));
  }
  return { all: errors.some(({ path }) => !path), at, above };
}

const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path);
