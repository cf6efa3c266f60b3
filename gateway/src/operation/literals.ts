import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  print,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { operationWithFragments } from './operation.ts';

/** The values of the variables that replace literals, each as it is written in the body of a call: `"name":value`. */
export type Literals = ReadonlyMap<string, string>;

/** An operation whose literal arguments are variables. Operations that differ in their literals only become equal, and share a plan. */
export interface LiftedOperation {
  /** The operation and the fragments of its document. */
  readonly document: DocumentNode;
  readonly literals: Literals;
  /** The text of the operation. Operations of one shape have one plan. */
  readonly shape: string;
}

/**
 * Replaces literal arguments of an operation of a valid document with variables. Literals that affect the plan stay: arguments of directives,
 * default values, introspection. So do literals that a variable could not express equally: null, numbers and lists for custom scalars,
 * single values for lists.
 */
export function liftLiterals(document: DocumentNode, operationName: string | undefined, schema: GraphQLSchema): LiftedOperation {
  const { operation, fragments } = operationWithFragments(document, operationName);
  const variables = createLiteralVariables(operation);
  const info = new TypeInfo(schema);
  const lifted = visit(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] },
    visitWithTypeInfo(info, {
      VariableDefinition: () => false,
      Directive: () => false,
      Field: ({ name }) => (name.value.startsWith('__') || info.getParentType()?.name.startsWith('__') ? false : undefined),
      Argument: (argument): ArgumentNode | undefined => {
        const type = info.getArgument()?.type;
        return type && { ...argument, value: lift(argument.value, type, variables.of) };
      },
    }),
  );
  const [first, ...others] = lifted.definitions;
  const own = first as OperationDefinitionNode;
  const variableDefinitions = [...(own.variableDefinitions ?? []), ...variables.definitions()];
  const result: DocumentNode = { ...lifted, definitions: [{ ...own, variableDefinitions }, ...others] };
  return { document: result, literals: variables.literals, shape: print(result) };
}

type VariableOf = (json: string, type: GraphQLInputType) => ValueNode;

/** Equal literals of one type share a variable: fields that are merged must keep equal arguments. */
function createLiteralVariables(operation: OperationDefinitionNode) {
  const prefix = freePrefix(operation);
  const names = new Map<string, string>();
  const types: string[] = [];
  const literals = new Map<string, string>();
  const of: VariableOf = (json, type) => {
    const typeText = `${getNullableType(type)}!`;
    const key = `${typeText} ${json}`;
    const name = names.get(key) ?? `${prefix}${names.size}`;
    if (!names.has(key)) {
      names.set(key, name);
      types.push(typeText);
      literals.set(name, `${JSON.stringify(name)}:${json}`);
    }
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
  };
  const definitions = (): VariableDefinitionNode[] =>
    [...names.values()].map((name, at) => ({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
      type: parseType(types[at] ?? '', { noLocation: true }),
    }));
  return { of, literals, definitions };
}

/** A prefix that no variable of the client has, and that is not reserved: see {@link renameCollidingNames}. */
function freePrefix({ variableDefinitions = [] }: OperationDefinitionNode): string {
  let prefix = 'literal_';
  for (let count = 0; variableDefinitions.some(({ variable }) => variable.name.value.startsWith(prefix)); count++)
    prefix = `literal${count}_`;
  return prefix;
}

function lift(value: ValueNode, type: GraphQLInputType, variableOf: VariableOf): ValueNode {
  const json = value.kind === Kind.NULL ? undefined : jsonOf(value, type);
  if (json !== undefined) return variableOf(json, type);
  const named = getNullableType(type);
  if (value.kind !== Kind.OBJECT || !isInputObjectType(named)) return value;
  const fields = value.fields.map((field) => {
    const fieldType = named.getFields()[field.name.value]?.type;
    return fieldType ? { ...field, value: lift(field.value, fieldType, variableOf) } : field;
  });
  return { ...value, fields };
}

/** A literal as JSON; undefined when it holds a variable, or when a variable of the type might be read differently. */
function jsonOf(value: ValueNode, type: GraphQLInputType): string | undefined {
  if (value.kind === Kind.VARIABLE) return undefined;
  if (value.kind === Kind.NULL) return 'null';
  const named = getNullableType(type);
  if (isListType(named)) {
    if (value.kind !== Kind.LIST) return undefined;
    const items = value.values.map((item) => jsonOf(item, named.ofType as GraphQLInputType));
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  if (isInputObjectType(named)) {
    if (value.kind !== Kind.OBJECT) return undefined;
    const fields = value.fields.map(({ name, value: inner }) => {
      const fieldType = named.getFields()[name.value]?.type;
      const json = fieldType && jsonOf(inner, fieldType);
      return json === undefined ? undefined : `${JSON.stringify(name.value)}:${json}`;
    });
    return fields.includes(undefined) ? undefined : `{${fields.join(',')}}`;
  }
  if (isEnumType(named)) return value.kind === Kind.ENUM ? JSON.stringify(value.value) : undefined;
  if (!isScalarType(named)) return undefined;
  return isSpecifiedScalarType(named) ? jsonOfSpecified(value, named.name) : jsonOfCustom(value);
}

function jsonOfSpecified(value: ValueNode, scalar: string): string | undefined {
  switch (value.kind) {
    case Kind.STRING:
      return scalar === 'String' || scalar === 'ID' ? JSON.stringify(value.value) : undefined;
    case Kind.BOOLEAN:
      return scalar === 'Boolean' ? String(value.value) : undefined;
    case Kind.INT:
    case Kind.FLOAT: {
      // A JavaScript number would lose digits of a long one.
      if (scalar === 'ID') return value.kind === Kind.INT ? JSON.stringify(value.value) : undefined;
      const number = Number(value.value);
      return Number.isFinite(number) && scalar !== 'String' ? String(number) : undefined;
    }
    default:
      return undefined;
  }
}

const jsonOfCustom = (value: ValueNode): string | undefined =>
  value.kind === Kind.STRING || value.kind === Kind.BOOLEAN ? JSON.stringify(value.value) : undefined;
