import type { GraphQLLeafType } from 'graphql';
import { compileLeaf } from './leaves.ts';
import { writeAgain, writeBytes, writeNull } from './output.ts';
import { noteLost, type Printing, raiseLost, tellInvalid, tellMissing } from './printing.ts';

/**
 * Writes a value as JSON and says so with {@link WRITTEN}. Else nothing is written: the value is null, which whoever called may write,
 * or {@link FORBIDDEN}, a null where the schema allows none, which makes the parent null.
 */
export type Print = (value: unknown, printing: Printing) => typeof WRITTEN | typeof NULL | typeof FORBIDDEN;

export const WRITTEN = 1;
export const NULL = 0;
export const FORBIDDEN = -1;

/** Values of a scalar or an enum. */
export function compileLeafValue(type: GraphQLLeafType): Print {
  const write = compileLeaf(type);
  return (value, printing) => {
    if (value === null || value === undefined) return NULL;
    if (write(printing.out, value)) return WRITTEN;
    tellInvalid(printing, `value of the type "${type.name}"`, value);
    return NULL;
  };
}

export const compileNonNull =
  (print: Print): Print =>
  (value, printing) => {
    if (value === null || value === undefined) {
      tellMissing(printing);
      return FORBIDDEN;
    }
    return print(value, printing) === WRITTEN ? WRITTEN : FORBIDDEN;
  };

const [OPEN_LIST, CLOSE_LIST, COMMA] = ['[', ']', ','].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

export const compileList =
  (print: Print): Print =>
  (value, printing) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) {
      tellInvalid(printing, 'list');
      return NULL;
    }
    const { depth, path, out } = printing;
    const start = out.at;
    const hasCauses = printing.run.causes.size > 0;
    writeBytes(out, OPEN_LIST);
    printing.depth = depth + 1;
    for (let at = 0; at < value.length; at++) {
      path[depth] = at;
      if (at > 0) writeBytes(out, COMMA);
      if (hasCauses && (value[at] === null || value[at] === undefined)) noteLost(printing, value, at);
      const done = print(value[at], printing);
      if (done === WRITTEN) continue;
      if (done === FORBIDDEN) return takeBack(printing, start, depth);
      writeNull(out);
    }
    printing.depth = depth;
    writeBytes(out, CLOSE_LIST);
    return WRITTEN;
  };

/** Nothing is left of a value in which a null was forbidden. */
export function takeBack(printing: Printing, start: number, depth: number): typeof NULL {
  printing.out.at = start;
  printing.depth = depth;
  printing.written.clear();
  if (printing.lost.length > 0) raiseLost(printing);
  return NULL;
}

/** An object that stands in several places is printed once and copied to the others, unless something has to be told of each place. */
export function printShared(print: Print, object: object, printing: Printing): ReturnType<Print> {
  const { out, told, written } = printing;
  let ranges = written.get(print);
  const range = ranges?.get(object);
  if (range) {
    writeAgain(out, range.start, range.end);
    return WRITTEN;
  }
  const start = out.at;
  const done = print(object, printing);
  if (done !== WRITTEN || printing.told !== told) return done;
  if (!ranges) {
    ranges = new Map();
    written.set(print, ranges);
  }
  ranges.set(object, { start, end: out.at });
  return WRITTEN;
}
