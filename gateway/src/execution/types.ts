import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { ExactNumber, writeExactly } from '../calls/exactJson.ts';
import { parseSupergraph } from '../supergraph/parseSupergraph.ts';
import { argumentValue, enumArgument, graphNames, parseFieldSet, stringArgument } from '../supergraph/reading/join.ts';

/** A JSON object as a subgraph answers it. */
export type Data = Record<string, unknown>;

/**
 * Lists stand in lists as deep as their type says. Walks over data stop at this depth: what a subgraph nests deeper is of no type, and is
 * told so where it is printed.
 */
export const MAX_LISTS = 100;

/** A value as JSON; undefined for one that is nested too deep to be written, or holds what is no number. */
export function writtenAs(value: unknown): string | undefined {
  try {
    return writeExactly(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether lists stand in lists deeper than those of any type. */
export function isEndless(value: unknown): boolean {
  let at = value;
  for (let depth = 0; Array.isArray(at); depth++) {
    if (depth > MAX_LISTS) return true;
    at = at[0];
  }
  return false;
}

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/**
 * Sets a key of an object that came as JSON, as `JSON.parse` does: the name "__proto__" is a key like any other, also in values of custom
 * scalars.
 */
export function setKey(object: Data, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** What an object itself has under a key. */
export const ownValue = (object: Data, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** What execution knows of the types of a supergraph, hidden ones among them. */
export interface Types {
  /** Whether objects are of this very type; an interface's name stands in data while its object is known to one subgraph only. */
  isObject(name: string): boolean;
  /** Whether an object of a type stands under a type condition. */
  satisfies(typeName: string, condition: string): boolean;
  /**
   * The name by which a subgraph knows objects of a type, told under a type condition: a subgraph that has an interface as an object
   * type knows them by the name of the interface.
   */
  nameIn(service: string, typeName: string, condition: string | null): string;
  /** How a subgraph finds objects of a type that it is told of, by its own name for the type, and what it computes their fields from. */
  entityIn(service: string, typeName: string): EntityUse;
  /** The subgraphs that answer a field of an object or interface. */
  servicesOf(typeName: string, field: string): readonly string[];
  /** A field of an object or interface; undefined when there is none. */
  fieldOf(typeName: string, name: string): FieldType | undefined;
  /** Whether an operation for a subgraph asks for values of scalars whose numbers may have any number of digits. */
  asksForScalars(operation: string): boolean;
}

export interface EntityUse {
  readonly keys: readonly SelectionSetNode[];
  /** What `@requires` names, by field. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
}

export interface FieldType {
  readonly isNonNull: boolean;
  /** The name of its type, whatever lists it stands in. */
  readonly typeName: string;
}

/** Which types each subgraph has, and which of them are interfaces that it has as objects. */
type Places = ReadonlyMap<string, { readonly types: ReadonlySet<string>; readonly interfaceObjects: readonly string[] }>;

/** `plainScalars` are custom scalars whose values are known to be texts, or numbers that JavaScript holds. */
export function readTypes(supergraphSdl: string, plainScalars: ReadonlySet<string> = new Set()): Types {
  const document = parseSupergraph(supergraphSdl);
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const { objects, below } = readHierarchy(schema);
  const places = readPlaces(document);
  const entityUses = readEntityUses(document);
  const fieldServices = readFieldServices(document);
  const satisfies = (typeName: string, condition: string) =>
    typeName === condition || below.get(condition)?.has(typeName) === true;
  return {
    isObject: (name) => objects.has(name),
    satisfies,
    nameIn: (service, typeName, condition) => {
      const place = places.get(service);
      if (!place || place.interfaceObjects.length === 0) return typeName;
      if (condition !== null && place.interfaceObjects.includes(condition)) return condition;
      if (place.types.has(typeName)) return typeName;
      return place.interfaceObjects.find((name) => satisfies(typeName, name)) ?? typeName;
    },
    entityIn: (service, typeName) => entityUses.get(`${service} ${typeName}`) ?? NO_USE,
    servicesOf: (typeName, field) => fieldServices.get(`${typeName}.${field}`) ?? [],
    fieldOf: (typeName, name) => {
      const type = schema.getType(typeName);
      const field = type && 'getFields' in type ? type.getFields()[name] : undefined;
      return field && { isNonNull: isNonNullType(field.type), typeName: getNamedType(field.type).name };
    },
    asksForScalars: (operation) => asksForScalars(schema, operation, plainScalars),
  };
}

const NO_USE: EntityUse = { keys: [], requires: new Map() };

/** By coordinate. A field that says nothing of its subgraphs is in all that have its type. */
function readFieldServices(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const services = graphNames(document);
  const found = new Map<string, readonly string[]>();
  const namesIn = (directives: readonly ConstDirectiveNode[], name: string): string[] =>
    directives
      .filter(
        (directive) => directive.name.value === name && !isTrue(directive, 'external') && !isTrue(directive, 'usedOverridden'),
      )
      .flatMap((directive) => services.get(enumArgument(directive, 'graph') ?? '') ?? []);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const ofType = [...new Set(namesIn(definition.directives ?? [], 'join__type'))];
    for (const { name, directives = [] } of definition.fields ?? []) {
      const own = namesIn(directives, 'join__field');
      found.set(`${definition.name.value}.${name.value}`, own.length > 0 ? own : ofType);
    }
  }
  return found;
}

const isTrue = (directive: ConstDirectiveNode, argument: string): boolean => {
  const value = argumentValue(directive, argument);
  return value?.kind === Kind.BOOLEAN && value.value;
};

/** By the name of a subgraph and that of a type. */
function readEntityUses(document: DocumentNode): ReadonlyMap<string, EntityUse> {
  const services = graphNames(document);
  const uses = new Map<string, { keys: SelectionSetNode[]; requires: Map<string, SelectionSetNode> }>();
  const useOf = (directive: ConstDirectiveNode, typeName: string) => {
    const place = `${services.get(enumArgument(directive, 'graph') ?? '')} ${typeName}`;
    const use = uses.get(place) ?? { keys: [], requires: new Map<string, SelectionSetNode>() };
    uses.set(place, use);
    return use;
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const typeName = definition.name.value;
    for (const directive of definition.directives ?? []) {
      const key = directive.name.value === 'join__type' ? stringArgument(directive, 'key') : undefined;
      if (key !== undefined) useOf(directive, typeName).keys.push(parseFieldSet(key));
    }
    for (const { name, directives = [] } of definition.fields ?? [])
      for (const directive of directives) {
        const requires = directive.name.value === 'join__field' ? stringArgument(directive, 'requires') : undefined;
        if (requires !== undefined) useOf(directive, typeName).requires.set(name.value, parseFieldSet(requires));
      }
  }
  return uses;
}

function asksForScalars(schema: GraphQLSchema, operation: string, plainScalars: ReadonlySet<string>): boolean {
  const info = new TypeInfo(schema);
  let found = false;
  visit(
    parse(operation, { noLocation: true }),
    visitWithTypeInfo(info, {
      Field: ({ name, selectionSet }) => {
        if (selectionSet || name.value === '__typename') return;
        const type = getNamedType(info.getFieldDef()?.type);
        // A field that the subgraph calls otherwise may be of any type.
        if (!type || (isScalarType(type) && !isSpecifiedScalarType(type) && !plainScalars.has(type.name))) found = true;
      },
    }),
  );
  return found;
}

function readHierarchy(schema: GraphQLSchema) {
  const objects = new Set<string>();
  const below = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) objects.add(type.name);
    if (!isAbstractType(type)) continue;
    const implementations = 'getTypes' in type ? { objects: type.getTypes(), interfaces: [] } : schema.getImplementations(type);
    below.set(type.name, new Set([...implementations.objects, ...implementations.interfaces].map(({ name }) => name)));
  }
  return { objects, below };
}

function readPlaces({ definitions }: DocumentNode): Places {
  const services = new Map<string, string>();
  const places = new Map<string, { types: Set<string>; interfaceObjects: string[] }>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of definition.values ?? []) {
      for (const graph of directives) {
        if (graph.name.value !== 'join__graph') continue;
        const service = String(argument(graph, 'name'));
        services.set(name.value, service);
        places.set(service, { types: new Set(), interfaceObjects: [] });
      }
    }
  }
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const place = places.get(services.get(String(argument(directive, 'graph'))) ?? '');
      place?.types.add(definition.name.value);
      const isAsObject = argument(directive, 'isInterfaceObject') === true;
      if (isAsObject && !place?.interfaceObjects.includes(definition.name.value))
        place?.interfaceObjects.push(definition.name.value);
    }
  }
  return places;
}

function argument({ arguments: given = [] }: ConstDirectiveNode, name: string): unknown {
  const value = given.find((one) => one.name.value === name)?.value;
  return value && 'value' in value ? value.value : undefined;
}
