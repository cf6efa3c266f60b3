import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { measure } from '../operation/measure.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { truncate } from '../request/truncate.ts';

/** The refusal of a partner's operation. */
export interface PartnerRefusal {
  readonly code: 'FIELD_NOT_ALLOWED' | 'BAD_USER_INPUT' | 'GRAPHQL_VALIDATION_FAILED';
  readonly message: string;
  /** The coordinate that the agreement does not list. */
  readonly coordinate?: string;
}

export const toEarlyRefusal = (refusal: PartnerRefusal): EarlyRefusal => ({
  status: refusal.code === 'FIELD_NOT_ALLOWED' ? 403 : 400,
  ...refusal,
});

/** Limits of a partner's operation (domain rule 4.3 no. 8). */
const MAX_DEPTH = 8;
const MAX_ALIASES = 15;

/**
 * Checks a document against the partner schema; null when it may be executed. A field outside of the agreement and a field that does not exist get
 * the same refusal, because the partner schema has neither.
 */
export function checkAgainstPartnerSchema(schema: GraphQLSchema, document: DocumentNode): PartnerRefusal | null {
  const [outside] = coordinatesOutside(schema, document);
  if (outside !== undefined) return notAllowed(outside);
  const { depth, aliases } = measure(document);
  const isIntrospection = selectsOnlyIntrospection(schema, document);
  if (depth > MAX_DEPTH && !isIntrospection) return overPartnerLimit(`${depth} nested fields`, MAX_DEPTH);
  if (aliases > MAX_ALIASES) return overPartnerLimit(`${aliases} aliases`, MAX_ALIASES);
  const [fault] = validate(schema, document);
  if (fault) return { code: 'GRAPHQL_VALIDATION_FAILED', message: fault.message.replace(/ ?Did you mean .+\?$/s, '') };
  return null;
}

/** Checks the input object fields in the values of an operation's variables, as `checkAgainstPartnerSchema` checks those in the document. */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): PartnerRefusal | null {
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const outside = coordinateOutsideOf(
      typeFromAST(schema, type as never) as GraphQLInputType | undefined,
      variables[variable.name.value],
    );
    if (outside !== null) return notAllowed(outside);
  }
  return null;
}

/** Whether a document selects introspection only. */
export function selectsOnlyIntrospection(schema: GraphQLSchema, document: DocumentNode): boolean {
  const roots = rootFieldsOf(schema, document);
  return roots.some((name) => name !== '__typename') && roots.every((name) => name.startsWith('__'));
}

/** Whether a document selects introspection, alone or beside data. */
export const selectsIntrospection = (schema: GraphQLSchema, document: DocumentNode): boolean =>
  rootFieldsOf(schema, document).some((name) => name === '__schema' || name === '__type');

function rootFieldsOf(schema: GraphQLSchema, document: DocumentNode): string[] {
  const info = new TypeInfo(schema);
  const found: string[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        const parent = info.getParentType();
        if (parent && (parent === schema.getQueryType() || parent === schema.getMutationType())) found.push(name.value);
      },
    }),
  );
  return found;
}

/** The coordinates of a document that are not in the partner schema. */
export function coordinatesOutside(schema: GraphQLSchema, document: DocumentNode): string[] {
  const info = new TypeInfo(schema);
  const outside: string[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      OperationDefinition: ({ operation }) => {
        if (!schema.getRootType(operation)) outside.push(operation[0]?.toUpperCase() + operation.slice(1));
      },
      NamedType: ({ name }) => {
        if (!schema.getType(name.value)) outside.push(name.value);
      },
      Field: ({ name }) => {
        const parent = info.getParentType();
        if (parent && !info.getFieldDef()) outside.push(`${parent.name}.${name.value}`);
      },
      Argument: ({ name }) => {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (parent && field && !info.getDirective() && !info.getArgument())
          outside.push(`${parent.name}.${field.name}(${name.value}:)`);
      },
      ObjectField: ({ name }) => {
        const parent = getNamedType(info.getParentInputType());
        if (isInputObjectType(parent) && !parent.getFields()[name.value]) outside.push(`${parent.name}.${name.value}`);
      },
    }),
  );
  return outside;
}

/** The first input field of a variable's value that is not in the partner schema; null when there is none. */
function coordinateOutsideOf(type: GraphQLInputType | undefined, value: unknown): string | null {
  const nullable = type && getNullableType(type);
  if (!nullable || value === null || value === undefined) return null;
  if (isListType(nullable)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      const outside = coordinateOutsideOf(nullable.ofType as GraphQLInputType, item);
      if (outside !== null) return outside;
    }
    return null;
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object') return null;
  const fields = nullable.getFields();
  for (const [name, inner] of Object.entries(value)) {
    const field = fields[name];
    const outside = field ? coordinateOutsideOf(field.type, inner) : `${nullable.name}.${truncate(name)}`;
    if (outside !== null) return outside;
  }
  return null;
}

const notAllowed = (coordinate: string): PartnerRefusal => ({
  code: 'FIELD_NOT_ALLOWED',
  message: `Your agreement does not list "${coordinate}".`,
  coordinate,
});

const overPartnerLimit = (what: string, limit: number): PartnerRefusal => ({
  code: 'BAD_USER_INPUT',
  message: `The operation has ${what}; the limit for partners is ${limit}. Ask for less, or split it.`,
});
