import { LEVELS, type Level } from '@union-graph/schema';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
} from 'graphql';
import { parseSupergraph } from '../parseSupergraph.ts';
import { type Filter, readFilters } from './filters.ts';
import { enumArgument, stringArgument } from './links.ts';
import { readTypes } from './supergraphTypes.ts';
import { readComputedFrom } from './transitive.ts';

/** One field of the graph, as agreements speak of it. */
export interface CatalogueField {
  /** `ServicePoint.nameZh`; of an argument `Query.servicePoints(district:)`, of an input's field `PeriodInput.from`. */
  readonly coordinate: string;
  /** What it returns or takes, as the schema writes it. */
  readonly type: string;
  /** Arguments and input fields carry no level of their own: `pub`. */
  readonly level: Level;
  /** The subgraph whose stewards decide about it. */
  readonly owner: string;
  readonly kind: 'field' | 'argument' | 'input';
}

/** Every field, argument and input field of a supergraph, and which types are entities. */
export interface Catalogue {
  readonly fields: ReadonlyMap<string, CatalogueField>;
  /** Types that have a key: what they hold is asked for field by field. */
  readonly entities: ReadonlySet<string>;
  /** What fields are computed from (`@requires`), by coordinate: whoever may not read that may not read them. */
  readonly computedFrom: ReadonlyMap<string, ReadonlySet<string>>;
  /** What arguments and input fields tell by what they let through. */
  readonly filters: ReadonlyMap<string, Filter>;
}

type Holder = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | InputObjectTypeDefinitionNode;
type Member = FieldDefinitionNode | InputValueDefinitionNode;

/** Reads the catalogue of a supergraph. A field without a level counts as `int` (domain rules, «Data levels»). */
export function readCatalogue(supergraphSdl: string): Catalogue {
  const fields = new Map<string, CatalogueField>();
  const entities = new Set<string>();
  const document = parseSupergraph(supergraphSdl);
  const names = graphNames(document.definitions);
  const add = (field: CatalogueField) => fields.set(field.coordinate, field);
  const enums = new Map<string, string[]>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION)
      enums.set(
        definition.name.value,
        (definition.values ?? []).map(({ name }) => name.value),
      );
    if (!isHolder(definition) || /^(join|link)__/.test(definition.name.value)) continue;
    const type = definition.name.value;
    if (definition.directives?.some(isKey)) entities.add(type);
    const isInput = definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION;
    const members: readonly Member[] = definition.fields ?? [];
    const ownerOf = owners(definition, members, names);
    for (const member of members) {
      const coordinate = `${type}.${member.name.value}`;
      const owner = ownerOf(member);
      const level = isInput ? 'pub' : levelOf(member.directives);
      add({ coordinate, type: print(member.type), level, owner, kind: isInput ? 'input' : 'field' });
      for (const argument of 'arguments' in member ? (member.arguments ?? []) : [])
        add({
          coordinate: `${coordinate}(${argument.name.value}:)`,
          type: print(argument.type),
          level: 'pub',
          owner,
          kind: 'argument',
        });
    }
  }
  return { fields, entities, computedFrom: readComputedFrom(readTypes(document)), filters: readFilters(fields, enums) };
}

/** The type behind lists and exclamation marks: `[OpeningHours!]!` → `OpeningHours`. */
export const namedType = (type: string): string => type.replace(/[[\]!]/g, '');

/** The field that a coordinate speaks of: that of an argument for `Query.servicePoints(district:)`. */
export const fieldOf = (coordinate: string): string => coordinate.replace(/\(.*$/, '');

const isHolder = (definition: DefinitionNode): definition is Holder =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
  definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
  definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION;

const isKey = (directive: ConstDirectiveNode): boolean =>
  directive.name.value === 'join__type' && stringArgument(directive, 'key') !== undefined;

function levelOf(directives: readonly ConstDirectiveNode[] | undefined): Level {
  const tags = (directives ?? []).filter(({ name }) => name.value === 'tag').map((tag) => stringArgument(tag, 'name'));
  // Of two levels the more guarded one holds.
  return LEVELS.findLast((level) => tags.includes(level)) ?? 'int';
}

/** `WARMTH_FUND` → `warmth-fund` */
function graphNames(definitions: readonly DefinitionNode[]): ReadonlyMap<string, string> {
  const values = definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph' ? (definition.values ?? []) : [],
  );
  return new Map(
    values.map(({ name, directives }) => [name.value, (directives?.[0] && stringArgument(directives[0], 'name')) ?? name.value]),
  );
}

/**
 * Who owns each member of a type: the subgraph that gives it; a key that several give belongs to the one that gives most of
 * the type alone.
 */
function owners(definition: Holder, members: readonly Member[], names: ReadonlyMap<string, string>): (member: Member) => string {
  const ofType = (definition.directives ?? [])
    .filter(({ name }) => name.value === 'join__type')
    .flatMap((join) => enumArgument(join, 'graph') ?? []);
  const given = (member: Member): string[] => {
    const joins = (member.directives ?? []).filter(({ name }) => name.value === 'join__field');
    const giving = joins.filter((join) => !isTrue(join, 'external')).flatMap((join) => enumArgument(join, 'graph') ?? []);
    return giving.length > 0 ? giving : ofType;
  };
  const alone = new Map<string, number>();
  for (const member of members) {
    const [graph, another] = given(member);
    if (graph && !another) alone.set(graph, (alone.get(graph) ?? 0) + 1);
  }
  const most = (graphs: string[]): string =>
    graphs.toSorted((a, b) => (alone.get(b) ?? 0) - (alone.get(a) ?? 0) || (a < b ? -1 : 1))[0] ?? '';
  return (member) => names.get(most(given(member))) ?? '';
}

const isTrue = (directive: ConstDirectiveNode, name: string): boolean => {
  const value = directive.arguments?.find((entry) => entry.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
};
