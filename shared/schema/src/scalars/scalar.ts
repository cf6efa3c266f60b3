import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';

interface ScalarRules<Internal> {
  readonly name: string;
  /** Ends the sentence "… must be". */
  readonly expected: string;
  /** Reads a string or number; returns undefined for what it does not take. */
  readonly parse: (value: string | number) => Internal | undefined;
  readonly serialize: (value: unknown) => string | number;
}

/** A scalar whose refusals read the same for literals and variables. */
export function defineScalar<Internal>({ name, expected, parse, serialize }: ScalarRules<Internal>): GraphQLScalarType {
  const read = (value: unknown, shown: string): Internal => {
    const parsed = typeof value === 'string' || typeof value === 'number' ? parse(value) : undefined;
    if (parsed !== undefined) return parsed;
    throw new GraphQLError(`${name} must be ${expected}; got ${shown}.`, {
      extensions: { code: 'BAD_USER_INPUT', scalar: name },
    });
  };
  return new GraphQLScalarType({
    name,
    serialize,
    parseValue: (value) => read(value, JSON.stringify(value) ?? String(value)),
    parseLiteral: (node) => read(literal(node), print(node)),
  });
}

function literal(node: ValueNode): string | number | undefined {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return undefined;
}
