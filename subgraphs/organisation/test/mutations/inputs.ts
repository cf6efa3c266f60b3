import { loadSubgraphSdl } from '@union-graph/schema';
import type { Row } from '@union-graph/testing';
import { type FieldDefinitionNode, type InputValueDefinitionNode, Kind, parse, type TypeNode } from 'graphql';
import { organisation } from '../../src/subgraph.ts';

const definitions = parse(loadSubgraphSdl(organisation.dir)).definitions;

/** The fields of every object type, its extensions included, and of every input type. */
const OBJECTS = new Map<string, FieldDefinitionNode[]>();
const INPUTS = new Map<string, readonly InputValueDefinitionNode[]>();
for (const one of definitions) {
  if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION)
    OBJECTS.set(one.name.value, [...(OBJECTS.get(one.name.value) ?? []), ...(one.fields ?? [])]);
  if (one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) INPUTS.set(one.name.value, one.fields ?? []);
}

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));

/** Every mutation that the schema has. */
export const MUTATIONS: readonly string[] = (OBJECTS.get('Mutation') ?? []).map(({ name }) => name.value).sort();

const definitionOf = (mutation: string): FieldDefinitionNode =>
  OBJECTS.get('Mutation')?.find(({ name }) => name.value === mutation) as FieldDefinitionNode;
const inputOf = (mutation: string): string => named(definitionOf(mutation).arguments?.[0]?.type as TypeNode);

/** The document that sends one mutation, and reads the keys and versions of what it gives. */
export function documentOf(mutation: string): string {
  const payload = OBJECTS.get(named(definitionOf(mutation).type)) ?? [];
  const parts = payload.map(({ name, type }) => {
    const fields = (OBJECTS.get(named(type)) ?? []).map((field) => field.name.value);
    return `${name.value} { __typename ${fields.filter((field) => ['id', 'code', 'version'].includes(field)).join(' ')} }`;
  });
  return `mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { ${parts.join(' ')} } }`;
}

/** One place in an input that may be written wrongly: the whole input with another value there. */
export interface Place {
  readonly field: string;
  readonly type: string;
  readonly required: boolean;
  readonly put: (value: unknown) => Row;
}

/** The places of a mutation's input, those inside of its parts too; of parts that the input leaves out only the outermost. */
export const placesOf = (mutation: string, input: Row): Place[] => walk(inputOf(mutation), input, (changed) => changed);

function walk(type: string, input: Row, whole: (part: Row) => Row): Place[] {
  return (INPUTS.get(type) ?? []).flatMap((field) => {
    const [name, inner] = [field.name.value, named(field.type)];
    if (name === 'idempotencyKey') return [];
    const isList =
      field.type.kind === Kind.LIST_TYPE || (field.type.kind === Kind.NON_NULL_TYPE && field.type.type.kind === Kind.LIST_TYPE);
    const wrap = (value: unknown): unknown => (isList ? [value] : value);
    const put = (value: unknown): Row => whole({ ...input, [name]: wrap(value) });
    if (!INPUTS.has(inner)) return [{ field: name, type: inner, required: field.type.kind === Kind.NON_NULL_TYPE, put }];
    const held = isList ? (input[name] as Row[] | undefined)?.[0] : (input[name] as Row | undefined);
    return held ? walk(inner, held, put) : [];
  });
}
