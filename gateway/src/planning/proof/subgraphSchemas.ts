import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  type OperationTypeDefinitionNode,
  OperationTypeNode,
  parse,
  parseType,
  type TypeDefinitionNode,
  validate,
} from 'graphql';
import type { FieldJoin, Subgraph } from '../../supergraph/reading/joins.ts';
import type { Supergraph } from '../../supergraph/reading/supergraph.ts';
import type { SupergraphType } from '../../supergraph/reading/types.ts';
import { type FetchNode, fetchesOf, type PlanNode } from '../plan.ts';

/** Tells why a call of a plan is not a valid document of its subgraph; null when each is one. */
export type InvalidCall = (plan: PlanNode | null) => string | null;

/** A longer operation is believed: validating it takes long. */
const MAX_LENGTH = 200_000;

/** Reads subgraphs' schemas out of a supergraph, each when it is first called. */
export function createCallValidation(supergraph: Supergraph): InvalidCall {
  const schemas = new Map<string, GraphQLSchema | null>();
  const schemaOf = (service: string): GraphQLSchema | null => {
    const known = schemas.get(service);
    if (known !== undefined) return known;
    const schema = subgraphSchema(supergraph, service);
    schemas.set(service, schema);
    return schema;
  };
  return (plan) => {
    for (const call of fetchesOf(plan)) {
      const fault = faultIn(call, schemaOf(call.service));
      if (fault !== null) return `"${call.service}" refuses a call: ${fault}`;
    }
    return null;
  };
}

function faultIn({ operation }: FetchNode, schema: GraphQLSchema | null): string | null {
  if (!schema || operation.length > MAX_LENGTH) return null;
  return validate(schema, parse(operation, { noLocation: true }), undefined, { maxErrors: 1 })[0]?.message ?? null;
}

/** The schema of one subgraph, as far as its supergraph tells it. Null for a supergraph that leaves out what its types lead to. */
function subgraphSchema({ types, schema }: Supergraph, service: string): GraphQLSchema | null {
  const definitions = [...types.values()].flatMap((type) => definitionIn(type, service) ?? []);
  const entities = [...types.values()].filter((type) => isEntityIn(type, service)).map(({ name }) => name);
  const query = schema.getQueryType()?.name ?? 'Query';
  const entitySdl = `scalar _Any union _Entity = ${entities.join(' | ')} extend type ${query} { _entities(representations: [_Any!]!): [_Entity]! }`;
  const added = parse(`${entities.length > 0 ? entitySdl : ''} extend type ${query} { _service: String }`, { noLocation: true });
  const names = new Set(definitions.map(({ name }) => name.value));
  const missing: DefinitionNode[] = names.has(query)
    ? []
    : [{ kind: Kind.OBJECT_TYPE_DEFINITION, name: { kind: Kind.NAME, value: query } }];
  const operationTypes = Object.values(OperationTypeNode).flatMap((operation): OperationTypeDefinitionNode[] => {
    const name = schema.getRootType(operation)?.name;
    return name !== undefined && (names.has(name) || name === query)
      ? [{ kind: Kind.OPERATION_TYPE_DEFINITION, operation, type: namedType(name) }]
      : [];
  });
  const root: DefinitionNode = { kind: Kind.SCHEMA_DEFINITION, operationTypes };
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [root, ...definitions, ...missing, ...added.definitions],
  };
  try {
    return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  } catch {
    return null;
  }
}

const isIn =
  (service: string) =>
  ({ subgraph }: { readonly subgraph: Subgraph | null }): boolean =>
    subgraph?.name === service;

/** Whether a subgraph has a key of an object type, or of an interface that it has as an object type. */
function isEntityIn({ node, joins }: SupergraphType, service: string): boolean {
  const keys = joins.filter(isIn(service)).filter(({ key }) => key !== null);
  const isObject =
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    (node.kind === Kind.INTERFACE_TYPE_DEFINITION && keys.some(({ isInterfaceObject }) => isInterfaceObject));
  return keys.length > 0 && isObject;
}

/** A type as a subgraph has it; null when it has none of that name. */
function definitionIn(type: SupergraphType, service: string): TypeDefinitionNode | null {
  const { node } = type;
  const { kind, name } = node;
  const joins = type.joins.filter(isIn(service));
  if (joins.length === 0) return null;
  const fieldsOf = <T extends FieldDefinitionNode | InputValueDefinitionNode>(fields: readonly T[] = []): T[] =>
    fields.flatMap((field) => fieldIn(field, type.fields.get(field.name.value)?.joins ?? [], service) ?? []);
  switch (kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const asObject = joins.some(({ isInterfaceObject }) => isInterfaceObject);
      const implemented = type.interfaceJoins.filter(isIn(service)).map(({ typeName }) => namedType(typeName));
      return {
        kind: asObject ? Kind.OBJECT_TYPE_DEFINITION : kind,
        name,
        interfaces: asObject ? [] : implemented,
        fields: fieldsOf(node.fields),
      };
    }
    case Kind.UNION_TYPE_DEFINITION:
      return { kind, name, types: type.unionMemberJoins.filter(isIn(service)).map(({ typeName }) => namedType(typeName)) };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { kind, name, fields: fieldsOf(node.fields) };
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = type.values.filter(({ subgraphs }) => subgraphs === null || subgraphs.some((one) => one.name === service));
      return { kind, name, values: values.map(({ node: value }) => ({ kind: value.kind, name: value.name })) };
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return { kind, name };
  }
}

/** A field as a subgraph has it, external ones among them; null when it has none. */
function fieldIn<T extends FieldDefinitionNode | InputValueDefinitionNode>(
  field: T,
  joins: readonly FieldJoin[],
  service: string,
): T | null {
  const join = joins.find(isIn(service));
  if (joins.length > 0 && !join) return null;
  return { ...field, directives: [], type: join?.type ? parseType(join.type, { noLocation: true }) : field.type };
}

const namedType = (name: string): NamedTypeNode => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } });
