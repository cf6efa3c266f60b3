import { type GraphQLLeafType, isEnumType } from 'graphql';

/**
 * How the values of a scalar or an enum are written; undefined for a value that is none of its type. Values of custom scalars
 * are their subgraph's business and written as they came.
 */
export type WriteLeaf = (value: unknown) => string | undefined;

export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) {
    // Only what the client's schema has: other values are hidden from it.
    const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => texts.get(value);
  }
  return BUILT_IN[type.name] ?? ((value) => JSON.stringify(value));
}

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

const BUILT_IN: Readonly<Record<string, WriteLeaf>> = {
  String: (value) => (typeof value === 'string' ? JSON.stringify(value) : scalarText(value)),
  ID: (value) => {
    if (typeof value === 'string') return JSON.stringify(value);
    return Number.isInteger(value) ? `"${String(value)}"` : undefined;
  },
  Int: (value) => {
    const number = numberOf(value);
    return number !== undefined && Number.isInteger(number) && number <= MAX_INT && number >= MIN_INT
      ? String(number)
      : undefined;
  },
  Float: (value) => {
    const number = numberOf(value);
    return number === undefined ? undefined : JSON.stringify(number);
  },
  Boolean: (value) => {
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    return typeof value === 'number' ? String(value !== 0) : undefined;
  },
};

const scalarText = (value: unknown): string | undefined =>
  typeof value === 'number' || typeof value === 'boolean' ? `"${String(value)}"` : undefined;

/** What stands for a number in the eyes of the specification's reference: a number, a truth value, a numeric text. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
