import type { GraphQLLeafType } from 'graphql';
import { compileLeaf } from './compileLeaf.ts';
import { copyWritten, writeBytes, writeNull } from './output.ts';
import {
  addForbiddenNullError,
  addInvalidValueError,
  type PrintState,
  propagateLostFields,
  recordLostField,
} from './printState.ts';

/**
 * Writes a value as JSON and returns {@link WRITTEN}. Otherwise it writes nothing: {@link NULL} is a null that the caller may write,
 * {@link FORBIDDEN_NULL} a null in a non-null field, which makes the parent null.
 */
export type PrintValue = (value: unknown, state: PrintState) => typeof WRITTEN | typeof NULL | typeof FORBIDDEN_NULL;

export const WRITTEN = 1;
export const NULL = 0;
export const FORBIDDEN_NULL = -1;

/** Values of a scalar or an enum. */
export function compileLeafValue(type: GraphQLLeafType): PrintValue {
  const write = compileLeaf(type);
  return (value, state) => {
    if (value === null || value === undefined) return NULL;
    if (write(state.out, value)) return WRITTEN;
    addInvalidValueError(state, `value of the type "${type.name}"`);
    return NULL;
  };
}

export const compileNonNull =
  (print: PrintValue): PrintValue =>
  (value, state) => {
    if (value === null || value === undefined) {
      addForbiddenNullError(state, value);
      return FORBIDDEN_NULL;
    }
    return print(value, state) === WRITTEN ? WRITTEN : FORBIDDEN_NULL;
  };

const [OPEN_LIST, CLOSE_LIST, COMMA] = ['[', ']', ','].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

export const compileList =
  (print: PrintValue): PrintValue =>
  (value, state) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) {
      addInvalidValueError(state, 'list');
      return NULL;
    }
    const { depth, path, out } = state;
    const start = out.at;
    const hasCauses = state.run.causes.size > 0;
    writeBytes(out, OPEN_LIST);
    state.depth = depth + 1;
    for (let at = 0; at < value.length; at++) {
      path[depth] = at;
      if (at > 0) writeBytes(out, COMMA);
      if (hasCauses && (value[at] === null || value[at] === undefined)) recordLostField(state, value, at, null);
      const done = print(value[at], state);
      if (done === WRITTEN) continue;
      if (done === FORBIDDEN_NULL) return rollBack(state, start, depth);
      writeNull(out);
    }
    state.depth = depth;
    writeBytes(out, CLOSE_LIST);
    return WRITTEN;
  };

/** Discards the parent of a forbidden null: what was written of it, and the shared objects that were printed since. */
export function rollBack(state: PrintState, start: number, depth: number): typeof NULL {
  state.out.at = start;
  state.depth = depth;
  state.written.clear();
  if (state.lost.length > 0) propagateLostFields(state);
  return NULL;
}

/** Prints an object that is at several response paths once, and copies the bytes for the others, unless it has errors. */
export function printSharedObject(print: PrintValue, object: object, state: PrintState): ReturnType<PrintValue> {
  const { out, reportCount, written } = state;
  let ranges = written.get(print);
  const range = ranges?.get(object);
  if (range) {
    copyWritten(out, range.start, range.end);
    return WRITTEN;
  }
  const start = out.at;
  const done = print(object, state);
  if (done !== WRITTEN || state.reportCount !== reportCount) return done;
  if (!ranges) {
    ranges = new Map();
    written.set(print, ranges);
  }
  ranges.set(object, { start, end: out.at });
  return WRITTEN;
}
