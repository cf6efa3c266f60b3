import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  isAbstractType,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { PARTNER_MUTATION, readableUnder } from '../agreements/readableUnder.ts';
import type { PartnerKind } from '../agreements/rules.ts';
import { guardScalars } from '../supergraph/guardScalars.ts';
import type { Catalogue } from '../supergraph/reading/catalogue.ts';
import { disclosingFilters, PAGING_ARGUMENTS } from '../supergraph/reading/filters.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';

/** The parts of a generation's schema that partner schemas are made of. */
export interface SchemaParts {
  readonly definitions: ReadonlyMap<string, TypeDefinitionNode>;
  /** The possible types of each interface and union. */
  readonly possible: ReadonlyMap<string, readonly string[]>;
  readonly catalogue: Catalogue;
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

interface Coordinates {
  has(coordinate: string): boolean;
}

/** The terms of an agreement from which its partner schema follows. */
export interface PartnerTerms {
  readonly kind: PartnerKind;
  /** The coordinates that the agreement lists. */
  readonly listed: ReadonlySet<string>;
  /** The coordinates under an emergency stop. */
  readonly stopped: ReadonlySet<string>;
  /** Masked fields, those of interfaces included. No argument may filter or order by them. */
  readonly masked: Coordinates;
  /** Fields whose masks may withhold a value: they are nullable in the partner schema. */
  readonly withheld: ReadonlySet<string>;
}

export function readParts(schema: GraphQLSchema, supergraph: Supergraph): SchemaParts {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return {
    definitions: supergraph.clientDefinitions,
    possible: new Map(abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)])),
    catalogue: supergraph.catalogue,
  };
}

/**
 * The partner schema (domain rule 4.3): the coordinates of the agreement and nothing else.
 *
 * 1. A field has its required arguments, its paging arguments and `period`. Other arguments and input fields count as reads and must be listed;
 *    the inputs of the one mutation do not.
 * 2. A field has the public and partner-level fields of the type that it returns, unless that type is an entity, or the agreement or the rules
 *    for partner kinds list fields of it.
 * 3. A field is left out when one of its possible types is outside of the agreement; so are unreachable types.
 */
export function reduceSchema(parts: SchemaParts, given: PartnerTerms): GraphQLSchema {
  const isAgreed = readableUnder(parts.catalogue, given.kind, given.listed);
  const mayRead = (coordinate: string): boolean => !given.stopped.has(coordinate) && isAgreed(coordinate);
  const disclosing = disclosingFilters(parts.catalogue.filters, (coordinate) => given.masked.has(coordinate), mayRead);
  const terms: ResolvedTerms = { ...given, mayRead, disclosing };
  const inputs = keepInputFields(parts, terms);
  const fields = keepFields(parts, terms, inputs);
  const document = reachableDefinitions(parts, fields, inputs, terms);
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  guardScalars(schema);
  return schema;
}

type KeptFields = ReadonlyMap<string, readonly string[]>;

/** The fields of each input type in the partner schema: required and listed fields whose types are in it. */
function keepInputFields({ definitions }: SchemaParts, { listed, disclosing }: ResolvedTerms): KeptFields {
  const kept = new Map<string, string[]>();
  const written = listed.has(PARTNER_MUTATION) ? mutationInputs(definitions) : new Set<string>();
  for (const [name, definition] of definitions) {
    if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    const isDisclosing = (field: InputValueDefinitionNode) => !written.has(name) && disclosing.has(`${name}.${field.name.value}`);
    const fieldsOf = definition.fields ?? [];
    const remaining = fieldsOf.some((field) => isRequired(field) && isDisclosing(field))
      ? []
      : fieldsOf.filter(
          (field) =>
            (written.has(name) || isRequired(field) || listed.has(`${name}.${field.name.value}`)) && !isDisclosing(field),
        );
    kept.set(
      name,
      remaining.map((field) => field.name.value),
    );
  }
  return toFixedPoint(kept, (name) => {
    const definition = definitions.get(name) as InputObjectTypeDefinitionNode;
    const fits = (field: InputValueDefinitionNode) => kept.get(namedTypeName(field.type))?.length !== 0;
    const own = (definition.fields ?? []).filter((field) => kept.get(name)?.includes(field.name.value));
    // Without a required field no valid value exists.
    return own.some((field) => isRequired(field) && !fits(field)) ? [] : own.filter(fits).map((field) => field.name.value);
  });
}

/** The input types of the one mutation that partners have. */
function mutationInputs(definitions: SchemaParts['definitions']): ReadonlySet<string> {
  const found = new Set<string>();
  const addInputTypes = (name: string): void => {
    const definition = definitions.get(name);
    if (found.has(name) || definition?.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return;
    found.add(name);
    for (const field of definition.fields ?? []) addInputTypes(namedTypeName(field.type));
  };
  const mutation = definitions.get('Mutation');
  if (mutation?.kind === Kind.OBJECT_TYPE_DEFINITION)
    for (const field of mutation.fields ?? [])
      if (`Mutation.${field.name.value}` === PARTNER_MUTATION)
        for (const { type } of field.arguments ?? []) addInputTypes(namedTypeName(type));
  return found;
}

/** The fields of each object type and interface in the partner schema. */
function keepFields(parts: SchemaParts, terms: ResolvedTerms, inputs: KeptFields): KeptFields {
  const { definitions, possible } = parts;
  const kept = new Map<string, string[]>();
  for (const [name, definition] of definitions) {
    if (!isComposite(definition)) continue;
    const allowed = (definition.fields ?? []).filter((field) => terms.mayRead(`${name}.${field.name.value}`));
    kept.set(
      name,
      allowed.map((field) => field.name.value),
    );
  }
  const hasFields = (type: string): boolean => (kept.get(type)?.length ?? 0) > 0;
  const isUsable = (type: string): boolean => {
    const behind = possible.get(type);
    const definition = definitions.get(type);
    if (definition?.kind === Kind.UNION_TYPE_DEFINITION) return (behind ?? []).every(hasFields);
    return !kept.has(type) || (hasFields(type) && (behind ?? []).every(hasFields));
  };
  return toFixedPoint(kept, (name) => {
    const definition = definitions.get(name) as Composite;
    const behind = possible.get(name) ?? [];
    return (definition.fields ?? [])
      .filter((field) => kept.get(name)?.includes(field.name.value))
      .filter(
        (field) => isUsable(namedTypeName(field.type)) && behind.every((type) => kept.get(type)?.includes(field.name.value)),
      )
      .filter((field) =>
        (field.arguments ?? []).every(
          (argument) =>
            !isRequired(argument) ||
            (inputs.get(namedTypeName(argument.type))?.length !== 0 && !terms.disclosing.has(argumentOf(name, field, argument))),
        ),
      )
      .map((field) => field.name.value);
  });
}

interface ResolvedTerms extends PartnerTerms {
  readonly mayRead: (coordinate: string) => boolean;
  /** Arguments and input fields that would disclose fields which the partner may not read. */
  readonly disclosing: Coordinates;
}

/** Filters the fields of each type until nothing changes: removing a field may make others invalid. */
function toFixedPoint(kept: Map<string, string[]>, remaining: (name: string) => string[]): KeptFields {
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, before] of kept) {
      // Most types have no field in an agreement.
      if (before.length === 0) continue;
      const after = remaining(name);
      if (after.length === before.length) continue;
      kept.set(name, after);
      changed = true;
    }
  }
  return kept;
}

/** The definitions that are reachable from the root types, each with its remaining fields. */
function reachableDefinitions(
  { definitions, possible }: SchemaParts,
  fields: KeptFields,
  inputs: KeptFields,
  { listed, withheld, disclosing }: ResolvedTerms,
): DocumentNode {
  const found = new Map<string, DefinitionNode>();
  const argumentsOf = (type: string, field: FieldDefinitionNode) =>
    (field.arguments ?? []).filter(
      (argument) =>
        isRequired(argument) ||
        (inputs.get(namedTypeName(argument.type))?.length !== 0 &&
          !disclosing.has(argumentOf(type, field, argument)) &&
          (PAGING_ARGUMENTS.includes(argument.name.value) || listed.has(argumentOf(type, field, argument)))),
    );
  const visit = (name: string): void => {
    const definition = definitions.get(name);
    if (!definition || found.has(name)) return;
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      const own = (definition.fields ?? []).filter((field) => inputs.get(name)?.includes(field.name.value));
      found.set(name, { ...definition, fields: own });
      for (const field of own) visit(namedTypeName(field.type));
      return;
    }
    if (!isComposite(definition)) {
      found.set(name, definition);
      for (const type of possible.get(name) ?? []) visit(type);
      return;
    }
    const own = (definition.fields ?? [])
      .filter((field) => fields.get(name)?.includes(field.name.value))
      .map((field) => ({
        ...field,
        type: withheld.has(`${name}.${field.name.value}`) ? nullable(field.type) : field.type,
        arguments: argumentsOf(name, field),
      }));
    found.set(name, { ...definition, fields: own });
    for (const field of own) for (const type of [field, ...field.arguments]) visit(namedTypeName(type.type));
    for (const type of possible.get(name) ?? []) visit(type);
  };
  visit('Query');
  if (fields.get('Mutation')?.length) visit('Mutation');
  return { kind: Kind.DOCUMENT, definitions: [...found.values()].map((definition) => withKnownInterfaces(definition, found)) };
}

/** Removes the interfaces that are not in the partner schema, or whose fields the type no longer has. */
function withKnownInterfaces(definition: DefinitionNode, found: ReadonlyMap<string, DefinitionNode>): DefinitionNode {
  if (!isComposite(definition)) return definition;
  const own = new Set((definition.fields ?? []).map((field) => field.name.value));
  const interfaces = (definition.interfaces ?? []).filter(({ name }) => {
    const parent = found.get(name.value);
    return parent && isComposite(parent) && (parent.fields ?? []).every((field) => own.has(field.name.value));
  });
  return { ...definition, interfaces };
}

const isComposite = (definition: DefinitionNode): definition is Composite =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;

const argumentOf = (type: string, field: FieldDefinitionNode, argument: InputValueDefinitionNode): string =>
  `${type}.${field.name.value}(${argument.name.value}:)`;

const isRequired = ({ type, defaultValue }: InputValueDefinitionNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;

/** The type without any non-null. */
const nullable = (type: TypeNode): Exclude<TypeNode, { kind: Kind.NON_NULL_TYPE }> =>
  type.kind === Kind.NON_NULL_TYPE
    ? nullable(type.type)
    : type.kind === Kind.LIST_TYPE
      ? { ...type, type: nullable(type.type) }
      : type;

const namedTypeName = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeName(type.type));
