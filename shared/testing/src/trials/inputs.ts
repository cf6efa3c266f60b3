import { newId } from '@union-graph/subgraph';
import {
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Row } from '../rows.ts';

/** Ids in inputs that are of workers' records. */
export const OF_RECORDS =
  /^((member|head|leader|person|requester|representative|respondentRepresentative|chair)Id|modelWorkerIds|staffIds)$/;

/** Ids in inputs that are of persons: of workers' records, of staff, or of who serves by another record. */
export const OF_PERSONS =
  /(member|head|leader|person|requester|representative|chair|worker|staff|cadre|teacher|lawyer|mediator|instructor|visitor|signedBy)(Id|Ids)$/i;

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));

/** One place in an input that may be written wrongly: the whole input with another value there. */
export interface Place {
  readonly field: string;
  readonly type: string;
  readonly required: boolean;
  readonly put: (value: unknown) => Row;
}

/** The mutations of a subgraph's SDL, and how they are sent. */
export interface Mutations {
  /** Every mutation that the schema has, sorted. */
  readonly names: readonly string[];
  /** The document that sends one mutation, and reads the keys and versions of what it gives. */
  documentOf(mutation: string): string;
  /** The roles that the mutation's `@policy` names, each alone enough; null without one. */
  policyOf(mutation: string): readonly string[] | null;
  /** The places of a mutation's input, those inside of its parts too; of parts that the input leaves out only the outermost. */
  placesOf(mutation: string, input: Row): Place[];
  /** The fields of a mutation's input that name persons by id, those of its parts too. */
  namesPersons(mutation: string): string[];
}

export function mutationsOf(sdl: string): Mutations {
  /** The fields of every object type, its extensions included, and of every input type. */
  const objects = new Map<string, FieldDefinitionNode[]>();
  const inputs = new Map<string, readonly InputValueDefinitionNode[]>();
  for (const one of parse(sdl).definitions) {
    if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION)
      objects.set(one.name.value, [...(objects.get(one.name.value) ?? []), ...(one.fields ?? [])]);
    if (one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) inputs.set(one.name.value, one.fields ?? []);
  }
  const definitionOf = (mutation: string): FieldDefinitionNode =>
    objects.get('Mutation')?.find(({ name }) => name.value === mutation) as FieldDefinitionNode;
  const inputOf = (mutation: string): string => named(definitionOf(mutation).arguments?.[0]?.type as TypeNode);
  return {
    names: (objects.get('Mutation') ?? []).map(({ name }) => name.value).sort(),
    documentOf(mutation) {
      const payload = objects.get(named(definitionOf(mutation).type)) ?? [];
      const parts = payload.map(({ name, type }) => {
        if (!objects.has(named(type))) return name.value;
        const fields = (objects.get(named(type)) ?? []).map((field) => field.name.value);
        return `${name.value} { __typename ${fields.filter((field) => ['id', 'code', 'version'].includes(field)).join(' ')} }`;
      });
      return `mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { ${parts.join(' ')} } }`;
    },
    policyOf(mutation) {
      const policy = definitionOf(mutation).directives?.find(({ name }) => name.value === 'policy');
      const policies = policy?.arguments?.[0] && (valueFromASTUntyped(policy.arguments[0].value) as string[][]);
      return policies ? policies.flat().sort() : null;
    },
    placesOf: (mutation, input) => walk(inputs, inputOf(mutation), input, (changed) => changed),
    namesPersons: (mutation) => personFields(inputs, inputOf(mutation), new Set()),
  };
}

function personFields(
  inputs: ReadonlyMap<string, readonly InputValueDefinitionNode[]>,
  type: string,
  seen: ReadonlySet<string>,
): string[] {
  if (seen.has(type)) return [];
  return (inputs.get(type) ?? []).flatMap(({ name, type: of }) =>
    named(of) === 'ID'
      ? [name.value].filter((field) => OF_PERSONS.test(field))
      : personFields(inputs, named(of), new Set([...seen, type])),
  );
}

function walk(
  inputs: ReadonlyMap<string, readonly InputValueDefinitionNode[]>,
  type: string,
  input: Row,
  whole: (part: Row) => Row,
): Place[] {
  return (inputs.get(type) ?? []).flatMap((field) => {
    const [name, inner] = [field.name.value, named(field.type)];
    if (name === 'idempotencyKey') return [];
    const isList =
      field.type.kind === Kind.LIST_TYPE || (field.type.kind === Kind.NON_NULL_TYPE && field.type.type.kind === Kind.LIST_TYPE);
    const held = isList ? (input[name] as unknown[] | undefined)?.[0] : input[name];
    /** A list keeps what stands behind the place. */
    const wrap = (value: unknown): unknown =>
      isList ? [value, ...((input[name] as unknown[] | undefined) ?? []).slice(1)] : value;
    const put = (value: unknown): Row => whole({ ...input, [name]: wrap(value) });
    if (!inputs.has(inner)) return [{ field: name, type: inner, required: field.type.kind === Kind.NON_NULL_TYPE, put }];
    return held ? walk(inputs, inner, held as Row, put) : [];
  });
}

/** The first value that an input has at a place. */
export function valueAt({ put }: Place, input: Row): string | undefined {
  const mark = newId();
  return valueBeside(put(mark), input, mark);
}

function valueBeside(marked: unknown, input: unknown, mark: string): string | undefined {
  if (marked === mark) return typeof input === 'string' ? input : undefined;
  if (typeof marked !== 'object' || marked === null) return undefined;
  for (const [name, inner] of Object.entries(marked)) {
    const found = valueBeside(inner, (input as Row | undefined)?.[name], mark);
    if (found) return found;
  }
  return undefined;
}
