import { type GraphQLLeafType, isEnumType } from 'graphql';
import { toJsonText } from '../../calls/data.ts';
import { fromByteString } from '../../operation/byteString.ts';
import { ExactNumber, losesDigits } from '../../operation/exactJson.ts';
import { type Output, writeAscii, writeBytes, writeJson, writeString } from './output.ts';

/**
 * Writes a value of a scalar or an enum. Returns false and writes nothing when the type does not allow the value. Values of custom
 * scalars are not checked: the subgraph serialized them.
 */
export type WriteLeaf = (out: Output, value: unknown) => boolean;

export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (!isEnumType(type)) return BUILT_IN[type.name] ?? writeCustom;
  // Values that are not in the client's schema are inaccessible, and not printed.
  const texts = new Map<unknown, Uint8Array>(type.getValues().map(({ name }) => [name, Buffer.from(JSON.stringify(name))]));
  return (out, value) => {
    const text = texts.get(value);
    if (text) writeBytes(out, text);
    return text !== undefined;
  };
}

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

/** Writes a custom scalar. Unsafe integers are valid only as exact numbers: then no digit was lost. */
const writeCustom: WriteLeaf = (out, value) => {
  if (typeof value === 'string') return writeString(out, value);
  const text = losesDigits(undefined, value) ? undefined : toJsonText(value);
  if (text !== undefined) writeJson(out, text);
  return text !== undefined;
};

const BUILT_IN: Readonly<Record<string, WriteLeaf>> = {
  String: (out, value) => {
    if (typeof value === 'string') return writeString(out, value);
    if (typeof value === 'boolean') writeAscii(out, `"${value}"`);
    else if (isNumber(value) && !losesDigits('String', value)) writeAscii(out, `"${Number(value)}"`);
    else return false;
    return true;
  },
  ID: (out, value) => {
    if (typeof value === 'string') return writeString(out, value);
    if (isNumber(value) && Number.isSafeInteger(Number(value))) writeAscii(out, `"${Number(value)}"`);
    else return false;
    return true;
  },
  Int: (out, value) => {
    const number = numberOf(value);
    if (number === undefined || !Number.isInteger(number) || number > MAX_INT || number < MIN_INT) return false;
    writeAscii(out, String(number === 0 ? 0 : number));
    return true;
  },
  Float: (out, value) => {
    const number = numberOf(value);
    if (number === undefined) return false;
    writeAscii(out, JSON.stringify(number));
    return true;
  },
  Boolean: (out, value) => {
    if (typeof value !== 'boolean' && !isNumber(value)) return false;
    writeAscii(out, typeof value === 'boolean' ? String(value) : String(Number(value) !== 0));
    return true;
  },
};

/** Whether a value is a finite number. */
const isNumber = (value: unknown): value is number | ExactNumber =>
  (typeof value === 'number' || value instanceof ExactNumber) && Number.isFinite(Number(value));

/** Coerces a value to a number as graphql-js does: from a number, a Boolean or a numeric string. */
function numberOf(value: unknown): number | undefined {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value === '') return undefined;
  const number = Number(fromByteString(value));
  return Number.isFinite(number) ? number : undefined;
}
