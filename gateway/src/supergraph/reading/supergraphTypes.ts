import type { Level } from '@union-graph/schema';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type TypeDefinitionNode,
} from 'graphql';
import { type AccessRule, readAccessDirectives } from './accessDirectives.ts';
import { type Cost, readCostDirectives } from './costDirectives.ts';
import { stringArgument } from './directives.ts';
import { createFieldSetParser } from './fieldSets.ts';
import { createJoinReader, type FieldJoin, type MembershipJoin, type Subgraph, type TypeJoin } from './joins.ts';
import { levelOf } from './levels.ts';
import {
  accessDirectiveNames,
  contextDirectiveNames,
  costDirectiveNames,
  type DirectiveNames,
  readLinks,
  tagDirectiveNames,
} from './links.ts';
import { namedType, printTypeReference } from './typeReferences.ts';

/** A type of a supergraph, with the values of its directives. */
export interface SupergraphType {
  readonly name: string;
  readonly node: TypeDefinitionNode;
  /** The subgraphs that have the type, each once for each key. */
  readonly joins: readonly TypeJoin[];
  /** The fields of an object, interface or input object type. */
  readonly fields: ReadonlyMap<string, SupergraphField>;
  /** The interfaces of an object or interface type. */
  readonly interfaces: readonly string[];
  /** The interfaces that the type implements in each subgraph. */
  readonly interfaceJoins: readonly MembershipJoin[];
  /** The members of a union in each subgraph. */
  readonly unionMemberJoins: readonly MembershipJoin[];
  /** The values of an enum. */
  readonly values: readonly SupergraphEnumValue[];
  readonly tags: readonly string[];
  /** The contexts (`@context`) that the type sets. */
  readonly contexts: readonly string[];
  /** The rules of the type's own access directives. */
  readonly rules: readonly AccessRule[];
  readonly cost: Cost;
}

/** A field of an object, interface or input object type. */
export interface SupergraphField {
  readonly name: string;
  readonly node: FieldDefinitionNode | InputValueDefinitionNode;
  /** Its type, as SDL. */
  readonly type: string;
  /** The name of its named type. */
  readonly typeName: string;
  /** The joins of the field. Empty when all subgraphs of the type resolve it. */
  readonly joins: readonly FieldJoin[];
  readonly arguments: readonly SupergraphArgument[];
  readonly tags: readonly string[];
  /** Null for a field without a level. */
  readonly level: Level | null;
  /** The rules of the field's own access directives. */
  readonly rules: readonly AccessRule[];
  readonly cost: Cost;
}

export interface SupergraphArgument {
  readonly name: string;
  /** Its type, as SDL. */
  readonly type: string;
  readonly cost: Cost;
}

export interface SupergraphEnumValue {
  readonly node: EnumValueDefinitionNode;
  /** The subgraphs that have the value; null when all subgraphs of the enum have it. */
  readonly subgraphs: readonly Subgraph[] | null;
}

/** The types of a supergraph by name, in the order of its SDL; the types of `join` and `link` included. */
export type SupergraphTypes = ReadonlyMap<string, SupergraphType>;

type Directives = readonly ConstDirectiveNode[] | undefined;

/** Reads the types of a supergraph. Throws for a malformed field set. */
export function readSupergraphTypes(document: DocumentNode, subgraphs: ReadonlyMap<string, Subgraph>): SupergraphTypes {
  const readers = createReaders(document, subgraphs);
  return new Map(document.definitions.filter(isTypeDefinitionNode).map((node) => [node.name.value, readType(node, readers)]));
}

type Readers = ReturnType<typeof createReaders>;

/** The readers of the directives of types, fields and arguments. */
function createReaders(document: DocumentNode, subgraphs: ReadonlyMap<string, Subgraph>) {
  const links = readLinks(document);
  const [accessNames, costNames] = [accessDirectiveNames(links), costDirectiveNames(links)];
  const [tagNames, contextNames] = [tagDirectiveNames(links), contextDirectiveNames(links)];
  return {
    joins: createJoinReader(subgraphs, createFieldSetParser()),
    tags: (directives: Directives) => namesIn(directives, tagNames),
    contexts: (directives: Directives) => namesIn(directives, contextNames),
    cost: (directives: Directives) => readCostDirectives(directives, costNames),
    rules: (directives: Directives) => readAccessDirectives(directives, accessNames),
  };
}

function readType(node: TypeDefinitionNode, readers: Readers): SupergraphType {
  const { joins, tags, contexts, cost, rules } = readers;
  const { directives } = node;
  const fields = 'fields' in node ? (node.fields ?? []) : [];
  return {
    name: node.name.value,
    node,
    joins: joins.types(directives),
    fields: new Map(fields.map((field) => [field.name.value, readField(field, readers)])),
    interfaces: 'interfaces' in node ? (node.interfaces ?? []).map(({ name }) => name.value) : [],
    interfaceJoins: joins.interfaces(directives),
    unionMemberJoins: joins.unionMembers(directives),
    values: (('values' in node && node.values) || []).map((value) => ({
      node: value,
      subgraphs: joins.enumValues(value.directives),
    })),
    tags: tags(directives),
    contexts: contexts(directives),
    rules: rules(directives),
    cost: cost(directives),
  };
}

function readField(node: FieldDefinitionNode | InputValueDefinitionNode, readers: Readers): SupergraphField {
  const { directives } = node;
  const type = printTypeReference(node.type);
  const tags = readers.tags(directives);
  const fieldArguments = node.kind === Kind.FIELD_DEFINITION ? (node.arguments ?? []) : [];
  return {
    name: node.name.value,
    node,
    type,
    typeName: namedType(type),
    joins: readers.joins.fields(directives),
    arguments: fieldArguments.map((argument) => readArgument(argument, readers)),
    tags,
    level: levelOf(tags),
    rules: readers.rules(directives),
    cost: readers.cost(directives),
  };
}

const readArgument = ({ name, type, directives }: InputValueDefinitionNode, { cost }: Readers): SupergraphArgument => ({
  name: name.value,
  type: printTypeReference(type),
  cost: cost(directives),
});

/** The arguments `name` of the directives of one kind: the tags (`@tag`) or contexts (`@context`) of a type or field. */
const namesIn = (directives: Directives, kind: DirectiveNames<string>): string[] =>
  (directives ?? []).flatMap((directive) => (kind.has(directive.name.value) ? (stringArgument(directive, 'name') ?? []) : []));
