import {
  buildASTSchema,
  type DefinitionNode,
  type DirectiveNode,
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
  validate,
} from 'graphql';
import { argumentValue, enumArgument, graphNames, stringArgument } from '../../supergraph/reading/join.ts';
import { type FetchNode, fetchesOf, type PlanNode } from '../plan.ts';

/** Tells why a call of a plan is not a valid document of its subgraph; null when each is one. */
export type InvalidCall = (plan: PlanNode | null) => string | null;

/** A longer operation is believed: validating it takes long. */
const MAX_LENGTH = 200_000;

/** Reads subgraphs' schemas out of a supergraph, each when it is first called. */
export function createCallValidation(supergraph: DocumentNode): InvalidCall {
  const schemas = new Map<string, GraphQLSchema | null>();
  const graphs = new Map([...graphNames(supergraph)].map(([graph, service]) => [service, graph]));
  const schemaOf = (service: string): GraphQLSchema | null => {
    const known = schemas.get(service);
    if (known !== undefined) return known;
    const schema = subgraphSchema(supergraph, graphs.get(service) ?? '');
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
function subgraphSchema(supergraph: DocumentNode, graph: string): GraphQLSchema | null {
  const definitions = supergraph.definitions.flatMap((definition) => definitionIn(definition, graph) ?? []);
  const entities = supergraph.definitions.flatMap((definition) => entityIn(definition, graph) ?? []);
  const query = rootsOf(supergraph).get(OperationTypeNode.QUERY) ?? 'Query';
  const entitySdl = `scalar _Any union _Entity = ${entities.join(' | ')} extend type ${query} { _entities(representations: [_Any!]!): [_Entity]! }`;
  const added = parse(`${entities.length > 0 ? entitySdl : ''} extend type ${query} { _service: String }`, { noLocation: true });
  const names = new Set(definitions.flatMap((definition) => ('name' in definition ? (definition.name?.value ?? []) : [])));
  const missing: DefinitionNode[] = names.has(query)
    ? []
    : [{ kind: Kind.OBJECT_TYPE_DEFINITION, name: { kind: Kind.NAME, value: query } }];
  const operationTypes = [...rootsOf(supergraph)].flatMap(([operation, name]): OperationTypeDefinitionNode[] =>
    names.has(name) || name === query ? [{ kind: Kind.OPERATION_TYPE_DEFINITION, operation, type: namedType(name) }] : [],
  );
  const schema: DefinitionNode = { kind: Kind.SCHEMA_DEFINITION, operationTypes };
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [schema, ...definitions, ...missing, ...added.definitions],
  };
  try {
    return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  } catch {
    return null;
  }
}

/** The names of the root types; those that a supergraph does not name have their usual ones. */
function rootsOf({ definitions }: DocumentNode): Map<OperationTypeNode, string> {
  const named = definitions.flatMap((one) => (one.kind === Kind.SCHEMA_DEFINITION ? (one.operationTypes ?? []) : []));
  if (named.length > 0) return new Map(named.map(({ operation, type }) => [operation, type.name.value]));
  return new Map([
    [OperationTypeNode.QUERY, 'Query'],
    [OperationTypeNode.MUTATION, 'Mutation'],
  ]);
}

type Marked = { readonly directives?: readonly DirectiveNode[] };

const joinsIn = ({ directives = [] }: Marked, name: string, graph: string): DirectiveNode[] =>
  directives.filter((directive) => directive.name.value === name && enumArgument(directive, 'graph') === graph);

const isTrue = (directive: DirectiveNode, name: string): boolean => {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
};

/** The name of an object type that a subgraph has a key of. */
function entityIn(definition: DefinitionNode, graph: string): string | null {
  const isType = definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  if (!isType) return null;
  const keys = joinsIn(definition, 'join__type', graph).filter((join) => stringArgument(join, 'key') !== undefined);
  const isObject = definition.kind === Kind.OBJECT_TYPE_DEFINITION || keys.some((join) => isTrue(join, 'isInterfaceObject'));
  return keys.length > 0 && isObject ? definition.name.value : null;
}

/** A type as a subgraph has it; null when it has none of that name. */
function definitionIn(definition: DefinitionNode, graph: string): DefinitionNode | null {
  if (!('directives' in definition) || !('name' in definition)) return null;
  const joins = joinsIn(definition, 'join__type', graph);
  if (joins.length === 0) return null;
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const asObject = joins.some((join) => isTrue(join, 'isInterfaceObject'));
      const interfaces = asObject
        ? []
        : joinsIn(definition, 'join__implements', graph).map((join) => namedType(stringArgument(join, 'interface') ?? ''));
      const fields = definition.fields?.flatMap((field) => fieldIn(field, graph) ?? []);
      const kind = asObject ? Kind.OBJECT_TYPE_DEFINITION : definition.kind;
      return { kind, name: definition.name, interfaces, fields };
    }
    case Kind.UNION_TYPE_DEFINITION: {
      const types = joinsIn(definition, 'join__unionMember', graph).map((join) =>
        namedType(stringArgument(join, 'member') ?? ''),
      );
      return { kind: definition.kind, name: definition.name, types };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = definition.fields?.flatMap((field) => fieldIn(field, graph) ?? []);
      return { kind: definition.kind, name: definition.name, fields };
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = definition.values?.filter(
        (value) => joinsIn(value, 'join__enumValue', graph).length > 0 || !value.directives?.some(isJoinOfValue),
      );
      return { kind: definition.kind, name: definition.name, values: values?.map(({ kind, name }) => ({ kind, name })) };
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return { kind: definition.kind, name: definition.name };
    default:
      return null;
  }
}

const isJoinOfValue = ({ name }: DirectiveNode): boolean => name.value === 'join__enumValue';

/** A field as a subgraph has it, external ones among them; null when it has none. */
function fieldIn<T extends FieldDefinitionNode | InputValueDefinitionNode>(field: T, graph: string): T | null {
  const isJoined = field.directives?.some(({ name }) => name.value === 'join__field') === true;
  const [join] = joinsIn(field, 'join__field', graph);
  if (isJoined && !join) return null;
  const own = join && stringArgument(join, 'type');
  return { ...field, directives: [], type: own === undefined ? field.type : parseType(own, { noLocation: true }) };
}

const namedType = (name: string): NamedTypeNode => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } });
