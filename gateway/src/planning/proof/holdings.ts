import {
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { argumentValue, enumArgument, graphNames, parseFieldSet, stringArgument } from '../../supergraph/reading/join.ts';

/** How a subgraph has a field of a type. */
export interface Held {
  /** Declared for others' sake: it gives the field only where it says that it provides it. */
  readonly isExternal: boolean;
  /** Whether it is a part of a key: an entity that was told it tells it too, even where it is external. */
  readonly isOfKey: boolean;
  readonly requires: SelectionSetNode | null;
  readonly provides: SelectionSetNode | null;
  /** The named type that the field leads to there. */
  readonly typeName: string;
  /** Its type there, as in SDL. */
  readonly type: string;
}

/** What each subgraph has of a supergraph, under the names that planners know. */
export interface Holdings {
  readonly schema: GraphQLSchema;
  readonly services: readonly string[];
  has(service: string, typeName: string): boolean;
  /** Whether a subgraph has an interface as an object type: it cannot tell the types of such objects. */
  hasAsObject(service: string, typeName: string): boolean;
  /** The keys by which entities of a type can be asked of a subgraph. */
  keys(service: string, typeName: string): readonly SelectionSetNode[];
  field(service: string, typeName: string, fieldName: string): Held | null;
  /** The object types that a subgraph may answer with where a type stands. */
  members(service: string, typeName: string): readonly string[];
  /** The interfaces of a type, and the type itself. */
  namesOf(typeName: string): readonly string[];
  /** Whether objects of a type are of another one, an interface or a union. */
  belongs(typeName: string, abstractName: string): boolean;
}

/** What a subgraph has of one type. */
interface Holding {
  asObject: boolean;
  readonly keys: SelectionSetNode[];
  /** The names of all fields of keys, those included by which the subgraph cannot be asked. */
  readonly keyFields: Set<string>;
  readonly fields: Map<string, Held>;
  readonly members: Set<string>;
}

type ComposedNode = Extract<DocumentNode['definitions'][number], { directives?: unknown; name?: unknown }>;

/** Reads the `join__` directives of a supergraph that planners know. */
export function readHoldings(document: DocumentNode, schema: GraphQLSchema): Holdings {
  const services = graphNames(document);
  const holdings = new Map<string, Holding>();
  const holdingOf = (service: string, typeName: string): Holding => {
    const key = `${service} ${typeName}`;
    const known = holdings.get(key) ?? { asObject: false, keys: [], keyFields: new Set(), fields: new Map(), members: new Set() };
    holdings.set(key, known);
    return known;
  };
  const interfaces = new Map<string, string[]>();
  for (const type of document.definitions) {
    if (!('directives' in type) || !('name' in type) || !type.name) continue;
    const typeName = type.name.value;
    const joins = (type.directives ?? []).flatMap((directive) => {
      const service = services.get(enumArgument(directive, 'graph') ?? '');
      return service === undefined ? [] : [{ directive, service }];
    });
    for (const { directive, service } of joins) readJoin(directive, typeName, type.kind, (of) => holdingOf(service, of));
    const places = [...new Set(joins.filter(isJoinType).map(({ service }) => service))];
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    interfaces.set(typeName, [typeName, ...(type.interfaces ?? []).map(({ name }) => name.value)]);
    for (const field of type.fields ?? [])
      readField(field, places, services, (service, held) => {
        const holding = holdingOf(service, typeName);
        holding.fields.set(field.name.value, { ...held, isOfKey: holding.keyFields.has(field.name.value) });
      });
  }
  const find = (service: string, typeName: string) => holdings.get(`${service} ${typeName}`);
  return {
    schema,
    services: [...services.values()],
    has: (service, typeName) => find(service, typeName) !== undefined,
    hasAsObject: (service, typeName) => find(service, typeName)?.asObject === true,
    keys: (service, typeName) => find(service, typeName)?.keys ?? [],
    field: (service, typeName, fieldName) => find(service, typeName)?.fields.get(fieldName) ?? null,
    members: (service, typeName) => [...(find(service, typeName)?.members ?? [])],
    namesOf: (typeName) => interfaces.get(typeName) ?? [typeName],
    belongs: (typeName, abstractName) => {
      const [type, abstract] = [schema.getType(typeName), schema.getType(abstractName)];
      return isAbstractType(abstract) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstract, type);
    },
  };
}

const isJoinType = ({ directive }: { directive: DirectiveNode }): boolean => directive.name.value === 'join__type';

function readJoin(
  directive: DirectiveNode,
  typeName: string,
  kind: ComposedNode['kind'],
  holdingOf: (typeName: string) => Holding,
): void {
  switch (directive.name.value) {
    case 'join__type': {
      const holding = holdingOf(typeName);
      const key = stringArgument(directive, 'key');
      const fields = key === undefined ? null : parseFieldSet(key);
      holding.asObject ||= isTrue(directive, 'isInterfaceObject');
      if (kind === Kind.OBJECT_TYPE_DEFINITION || holding.asObject) holding.members.add(typeName);
      for (const field of fields?.selections ?? []) if (field.kind === Kind.FIELD) holding.keyFields.add(field.name.value);
      const resolvable = argumentValue(directive, 'resolvable');
      if (fields && (resolvable?.kind !== Kind.BOOLEAN || resolvable.value)) holding.keys.push(fields);
      return;
    }
    case 'join__unionMember':
      holdingOf(typeName).members.add(stringArgument(directive, 'member') ?? '');
      return;
    case 'join__implements':
      if (kind === Kind.OBJECT_TYPE_DEFINITION) holdingOf(stringArgument(directive, 'interface') ?? '').members.add(typeName);
  }
}

/** A field without a word about it is in every subgraph that has its type; one that names no subgraph comes by an interface. */
function readField(
  { directives = [], type }: FieldDefinitionNode,
  places: readonly string[],
  services: ReadonlyMap<string, string>,
  add: (service: string, held: Omit<Held, 'isOfKey'>) => void,
): void {
  const joins = directives.filter(({ name }) => name.value === 'join__field');
  const typeName = namedType(type);
  if (joins.length === 0) for (const service of places) add(service, { ...PLAIN, typeName, type: print(type) });
  for (const join of joins) {
    const service = services.get(enumArgument(join, 'graph') ?? '');
    // Arguments from a context are given by nobody here.
    if (service === undefined || hasContext(join)) continue;
    const own = stringArgument(join, 'type');
    const [requires, provides] = [stringArgument(join, 'requires'), stringArgument(join, 'provides')];
    add(service, {
      isExternal: isTrue(join, 'external') || isTrue(join, 'usedOverridden'),
      requires: requires === undefined ? null : parseFieldSet(requires),
      provides: provides === undefined ? null : parseFieldSet(provides),
      typeName: own?.replace(/[[\]!]/g, '') ?? typeName,
      type: own ?? print(type),
    });
  }
}

function hasContext(join: DirectiveNode): boolean {
  const contexts = argumentValue(join, 'contextArguments');
  return contexts?.kind === Kind.LIST && contexts.values.length > 0;
}

const PLAIN = { isExternal: false, requires: null, provides: null };

function isTrue(directive: DirectiveNode, name: string): boolean {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));
