import type { SubgraphDefinition } from '@union-graph/subgraph';
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { key } from '../keys.ts';
import { keyedTypes, schemaOf } from '../reach/levels.ts';
import type { Row } from '../rows.ts';
import { type TestSubgraph, testSubgraph } from '../subgraph.ts';
import type { Trials } from './tryMutations.ts';

interface Payloads {
  /** Parts, as `mutation.part`, that are a receipt: they show once what their reader has just written, and who reads such rows later are others. */
  readonly receipts?: readonly string[];
}

/**
 * Tries that a mutation shows nothing that a query refuses: of each entity in the payload of a call that succeeds, all fields are read to two levels, and again by
 * a query for it as the same person. What a payload shows is what its reader finds there.
 */
export function tryPayloads(definition: SubgraphDefinition, trials: Trials, { receipts = [] }: Payloads = {}): void {
  const schema = schemaOf(definition);
  const keyed = new Set(keyedTypes(definition));
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  test('a payload shows no field that a query refuses', async () => {
    const more: string[] = [];
    let compared = 0;
    for (const [mutation, { make }] of Object.entries(trials)) {
      const { viewer, input, now } = await make(subgraph.sql, subgraph);
      const { document, parts } = documentOf(schema, mutation);
      const answer = await subgraph.ask(viewer, document, { input: { idempotencyKey: key(), ...input } }, now);
      const payload = answer.data?.[mutation] as Readonly<Record<string, Row | null>> | null;
      for (const { name, type } of parts.filter(
        (part) => keyed.has(part.type) && !receipts.includes(`${mutation}.${part.name}`),
      )) {
        const shown = payload?.[name];
        if (!shown) continue;
        const read = readingOf(schema, type, shown);
        const found = await subgraph.ask(viewer, read.document, read.variables, now);
        const readable = new Set(pathsOf(read.entityIn(found.data)));
        compared += 1;
        more.push(...pathsOf(shown).flatMap((path) => (readable.has(path) ? [] : [`${mutation}.${name}.${path}`])));
      }
    }
    expect(compared).toBeGreaterThan(0);
    expect(more).toEqual([]);
  });
}

/** How one entity is read: by the field of `Query` that takes its id, else by its key, as other services ask for it. */
function readingOf(schema: GraphQLSchema, type: string, { id, code }: Row) {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const byId = fields.find((field) => {
    const required = field.args.filter(isRequiredArgument).map(({ name }) => name);
    return getNamedType(field.type).name === type && !isListType(getNullableType(field.type)) && required.join() === 'id';
  });
  const selection = fieldsOf(schema, type, 2);
  if (byId)
    return {
      document: `query ($id: ID!) { found: ${byId.name}(id: $id) { ${selection} } }`,
      variables: { id },
      entityIn: (data: unknown) => (data as { found?: unknown } | null)?.found,
    };
  return {
    document: `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} { ${selection} } } }`,
    variables: { keys: [{ __typename: type, ...(id === undefined ? { code } : { id }) }] },
    entityIn: (data: unknown) => (data as { _entities?: unknown[] } | null)?._entities?.[0],
  };
}

/** The document of a mutation with all fields of what it gives back, and its parts with their types. */
function documentOf(schema: GraphQLSchema, mutation: string) {
  const field = schema.getMutationType()?.getFields()[mutation] as GraphQLField<unknown, unknown>;
  const payload = getNamedType(field.type) as GraphQLObjectType;
  const parts = Object.values(payload.getFields()).map(({ name, type }) => ({ name, type: getNamedType(type).name }));
  const input = field.args[0]?.type.toString();
  const selections = parts.map(({ name, type }) => {
    const below = fieldsOf(schema, type, 2);
    return below === '' ? name : `${name} { ${below} }`;
  });
  return { document: `mutation ($input: ${input}) { ${mutation}(input: $input) { ${selections.join(' ')} } }`, parts };
}

/** All fields of a type that need no argument, with those of objects below to so many levels. */
function fieldsOf(schema: GraphQLSchema, name: string, levels: number): string {
  const type = schema.getType(name);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  const selected = fields.flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    const below = levels > 1 ? fieldsOf(schema, inner.name, levels - 1) : '';
    return below === '' ? [] : [`${field.name} { ${below} }`];
  });
  return selected.join(' ');
}

/** Each path of an answer at which something is said, without the places in lists. */
function pathsOf(value: unknown, above = ''): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => pathsOf(one, above)))];
  if (typeof value !== 'object') return [above];
  return Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, above === '' ? name : `${above}.${name}`));
}
