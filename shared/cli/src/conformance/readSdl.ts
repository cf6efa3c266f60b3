import { type DefinitionNode, type DirectiveNode, type FieldDefinitionNode, Kind, parse, type TypeNode } from 'graphql';

/** An entity type that a subgraph resolves. */
export interface EntityType {
  readonly name: string;
  /** The fields of its first key, each with its scalar type. */
  readonly key: readonly { readonly name: string; readonly type: string }[];
  /** Whether another subgraph owns it, so that it is answered for whatever key comes. */
  readonly isForeign: boolean;
  /** A selection of each of its fields that has no required argument: `nameZh`, `union { __typename }`. */
  readonly selections: readonly string[];
}

/** The types of the house to which registered subgraphs may add fields. Their key needs no `@external`. */
const OPEN_TYPES: ReadonlySet<string> = new Set(['District', 'Enterprise', 'MediationOrg', 'Union']);

const DIRECTIVE = /^(federation__)?/;

/** The entity types of an SDL with a key of plain fields. Throws a `GraphQLError` for a text that is no SDL. */
export function entityTypes(sdl: string): EntityType[] {
  const byName = new Map<string, { directives: DirectiveNode[]; fields: FieldDefinitionNode[] }>();
  const { definitions } = parse(sdl, { noLocation: true });
  const composite = new Set(definitions.flatMap((one) => ('name' in one && COMPOSITE.has(one.kind) ? [one.name?.value] : [])));
  for (const definition of definitions) {
    if (!isObject(definition)) continue;
    const known = byName.get(definition.name.value) ?? { directives: [], fields: [] };
    known.directives.push(...(definition.directives ?? []));
    known.fields.push(...(definition.fields ?? []));
    byName.set(definition.name.value, known);
  }
  return [...byName].flatMap(([name, { directives, fields }]) => {
    const key = directives.find((one) => named(one) === 'key' && !isUnresolvable(one));
    const names = key ? keyFields(key) : null;
    if (!names) return [];
    const found = names.map((field) => fields.find((one) => one.name.value === field));
    if (found.some((field) => field === undefined)) return [];
    const own = found as FieldDefinitionNode[];
    const isForeign = OPEN_TYPES.has(name) || own.some((field) => field.directives?.some((one) => named(one) === 'external'));
    return [{ name, key: own.map(nameAndType), isForeign, selections: fields.filter(isPlain).map(selectionIn(composite)) }];
  });
}

const nameAndType = ({ name, type }: FieldDefinitionNode) => ({ name: name.value, type: typeName(type) });

const COMPOSITE: ReadonlySet<Kind> = new Set([
  ...[Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION, Kind.UNION_TYPE_DEFINITION],
  ...[Kind.INTERFACE_TYPE_DEFINITION, Kind.INTERFACE_TYPE_EXTENSION],
]);

const selectionIn =
  (composite: ReadonlySet<string | undefined>) =>
  ({ name, type }: FieldDefinitionNode): string =>
    composite.has(typeName(type)) ? `${name.value} { __typename }` : name.value;

const isPlain = ({ arguments: given }: FieldDefinitionNode): boolean =>
  given?.every(({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE || defaultValue !== undefined) ?? true;

const isObject = (definition: DefinitionNode) =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;

const named = ({ name }: DirectiveNode): string => name.value.replace(DIRECTIVE, '');

const isUnresolvable = ({ arguments: given }: DirectiveNode): boolean =>
  given?.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value) === true;

/** The names of a key of plain fields; null for one with nested fields. */
function keyFields({ arguments: given }: DirectiveNode): string[] | null {
  const value = given?.find(({ name }) => name.value === 'fields')?.value;
  if (value?.kind !== Kind.STRING || /[{}]/.test(value.value)) return null;
  return value.value.split(/[\s,]+/).filter(Boolean);
}

const typeName = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type));
