import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql';

export interface DrawnOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Ids that answers have told, which the next operations ask for. */
export interface Ids {
  readonly known: string[];
}

/** A number from 0 to below the bound; the same seed gives the same ones (mulberry32). */
export type Below = (bound: number) => number;

export function createBelow(seed: number): Below {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) % bound) as number;
  };
}

interface Drawing {
  readonly schema: GraphQLSchema;
  readonly below: Below;
  readonly ids: Ids;
  readonly variables: { readonly declaration: string; readonly name: string; readonly value: unknown }[];
  budget: number;
}

const MAX_DEPTH = 5;
const MAX_FIELDS = 16;

/** Draws an operation that is valid for the schema, with any arguments: right ones, and ones that rules refuse. */
export function drawOperation(schema: GraphQLSchema, below: Below, ids: Ids): DrawnOperation {
  const mutation = schema.getMutationType();
  const isMutation = mutation && below(100) < 20;
  const root = isMutation ? mutation : schema.getQueryType();
  if (!root) throw new Error('The schema has no queries.');
  const drawing: Drawing = { schema, below, ids, variables: [], budget: 1 + below(MAX_FIELDS) };
  const fields = Object.values(root.getFields());
  const count = isMutation ? 1 : 1 + below(2);
  const selected = Array.from({ length: count }, (_, at) => `r${at}: ${drawField(drawing, pick(below, fields), MAX_DEPTH)}`);
  const declared = drawing.variables.map(({ declaration }) => declaration).join(', ');
  return {
    text: `${isMutation ? 'mutation' : 'query'} Drawn${declared && `(${declared})`} { ${selected.join(' ')} }`,
    variables: Object.fromEntries(drawing.variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
  };
}

const pick = <T>(below: Below, list: readonly T[]): T => list[below(list.length)] as T;

function drawField(drawing: Drawing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { below, variables } = drawing;
  const given = field.args.flatMap((argument) => {
    const isRequired = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!isRequired && below(100) < 50) return [];
    const name = `v${variables.length}`;
    const value = drawInput(drawing, argument.type, argument.name, 3);
    variables.push({ name, declaration: `$${name}: ${argument.type}`, value });
    return [`${argument.name}: $${name}`];
  });
  const head = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
  const type = getNamedType(field.type);
  return isCompositeType(type) ? `${head} ${drawSelection(drawing, type, depth - 1)}` : head;
}

function drawSelection(drawing: Drawing, type: GraphQLCompositeType, depth: number): string {
  const { below, schema } = drawing;
  const parts: string[] = ['__typename'];
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  const usable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
  if (fields.some(({ name }) => name === 'id')) parts.push('id');
  for (let left = 1 + below(4); left > 0 && drawing.budget > 0 && usable.length > 0; left--) {
    drawing.budget -= 1;
    parts.push(`a${drawing.budget}_${left}: ${drawField(drawing, pick(below, usable), depth)}`);
  }
  // Lists lead on by their nodes.
  const nodes = fields.find(({ name }) => name === 'nodes');
  if (nodes && depth > 0) parts.push(drawField(drawing, nodes, depth));
  if (!isObjectType(type) && depth > 0)
    for (const one of schema.getPossibleTypes(type))
      if (below(2)) parts.push(`... on ${one.name} ${drawSelection(drawing, one, depth - 1)}`);
  return `{ ${parts.join(' ')} }`;
}

function drawInput(drawing: Drawing, type: GraphQLInputType, name: string, depth: number): unknown {
  const { below } = drawing;
  if (isNonNullType(type))
    return drawInput(drawing, type.ofType, name, depth) ?? drawScalar(drawing, getNamedType(type).name, name);
  if (below(100) < 8) return null;
  if (isListType(type))
    return Array.from({ length: below(3) }, () => drawInput(drawing, type.ofType, name, depth)).filter((item) => item !== null);
  if (isEnumType(type)) return pick(below, type.getValues()).name;
  if (!isInputObjectType(type)) return drawScalar(drawing, type.name, name);
  return Object.fromEntries(
    Object.values(type.getFields()).flatMap((field) =>
      isRequiredInputField(field) || (depth > 0 && below(100) < 60)
        ? [[field.name, drawInput(drawing, field.type, field.name, depth - 1)]]
        : [],
    ),
  );
}

/** Values at the edges of what is read, and what is read and found nowhere. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 2, 3, 7, 20, 100, 101, -1, 2013, 2_147_483_647, -2_147_483_648],
  Float: [0, 1, -1, 0.5, 39.9, 116.4, 1e308, -1e308],
  Boolean: [true, false],
  String: ['', '张', '王秀兰', 'a', "it's", '%_\\', '𠮷·', 'ＡＢ　', '2013-10', 'x'.repeat(300), '‮', '{}', '京'.repeat(2_000)],
  Date: ['2013-10-19', '2013-02-28', '2012-02-29', '1949-10-01', '9999-12-31', '0001-01-01', '2014-01-01'],
  DateTime: ['2013-10-19T10:00:00+08:00', '2013-10-21T01:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z'],
  Fen: ['0', '1', '864000', '9223372036854775807'],
  BasisPoints: [0, 1, 10_000],
  DistrictCode: ['110101', '110105', '110106', '110228', '110199'],
  OrgCode: ['400000001', '123456788', '91110000000000000X'],
  Phone: ['12351', '010-12345678', '13800000000'],
};

const NOBODY = '00000000-0000-7000-8000-000000000000';

function drawScalar({ below, ids }: Drawing, type: string, name: string): unknown {
  if (name === 'idempotencyKey') return `drawn-${below(1_000_000_000)}-${below(1_000_000_000)}`;
  if (type === 'ID') {
    const kind = below(100);
    if (kind < 80 && ids.known.length > 0) return pick(below, ids.known);
    return pick(below, [NOBODY, '1', '', 'not an id', "' or 1=1", '京', '0'.repeat(5_000)]);
  }
  if (name === 'after' || name === 'cursor') return pick(below, ['', 'x', 'e30', NOBODY]);
  return pick(below, VALUES[type] ?? ['x']);
}
