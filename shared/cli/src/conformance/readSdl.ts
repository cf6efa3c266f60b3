import { type DefinitionNode, type DirectiveNode, type FieldDefinitionNode, Kind, parse, type TypeNode } from 'graphql';

/** An entity type that a subgraph resolves. */
export interface EntityType {
  readonly name: string;
  /** The fields of its first key, each with its scalar type. */
  readonly key: readonly { readonly name: string; readonly type: string }[];
  /** Whether the subgraph only refers to it: its key is another subgraph's. */
  readonly isForeign: boolean;
}

const DIRECTIVE = /^(federation__)?/;

/** The entity types of an SDL with a key of plain fields. Throws a `GraphQLError` for a text that is no SDL. */
export function entityTypes(sdl: string): EntityType[] {
  const byName = new Map<string, { directives: DirectiveNode[]; fields: FieldDefinitionNode[] }>();
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
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
    const isForeign = own.some((field) => field.directives?.some((one) => named(one) === 'external'));
    return [{ name, key: own.map((field) => ({ name: field.name.value, type: typeName(field.type) })), isForeign }];
  });
}

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
