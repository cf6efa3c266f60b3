import type { Level } from '@union-graph/schema';
import { Kind } from 'graphql';
import { readComputedFrom } from './computedFrom.ts';
import { type Filter, readFilters } from './filters.ts';
import type { Subgraph } from './joins.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/** A field, argument or input field, as agreements list it. */
export interface CatalogueField {
  /** `ServicePoint.nameZh`; for an argument `Query.servicePoints(district:)`, for an input field `PeriodInput.from`. */
  readonly coordinate: string;
  /** Its type, as SDL. */
  readonly type: string;
  /** `pub` for arguments and input fields, which have no level. */
  readonly level: Level;
  /** The subgraph whose stewards approve it. */
  readonly owner: string;
  readonly kind: 'field' | 'argument' | 'input';
}

/** Every field, argument and input field of a supergraph, and which types are entities. */
export interface Catalogue {
  readonly fields: ReadonlyMap<string, CatalogueField>;
  /** Types with a key. An agreement lists their fields one by one. */
  readonly entities: ReadonlySet<string>;
  /** The fields that a field is computed from (`@requires`), by coordinate. Reading it needs permission for all of them. */
  readonly computedFrom: ReadonlyMap<string, ReadonlySet<string>>;
  /** The fields that arguments and input fields filter or order by. */
  readonly filters: ReadonlyMap<string, Filter>;
}

/** Reads the catalogue of a supergraph. A field without a level is `int` (domain rules, «Data levels»). */
export function readCatalogue(types: SupergraphTypes): Catalogue {
  const fields = new Map<string, CatalogueField>();
  const entities = new Set<string>();
  const enums = new Map<string, string[]>();
  const add = (field: CatalogueField) => fields.set(field.coordinate, field);
  for (const type of types.values()) {
    const { name, node } = type;
    if (node.kind === Kind.ENUM_TYPE_DEFINITION)
      enums.set(
        name,
        type.values.map((value) => value.node.name.value),
      );
    if (!TYPES_WITH_FIELDS.has(node.kind) || /^(join|link)__/.test(name)) continue;
    if (type.joins.some(({ key }) => key !== null)) entities.add(name);
    const kind = node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? 'input' : 'field';
    const ownerOf = owners(type);
    for (const field of type.fields.values()) {
      const coordinate = `${name}.${field.name}`;
      const owner = ownerOf(field);
      add({ coordinate, type: field.type, level: kind === 'input' ? 'pub' : (field.level ?? 'int'), owner, kind });
      for (const argument of field.arguments)
        add({
          coordinate: `${coordinate}(${argument.name}:)`,
          type: argument.type,
          level: 'pub',
          owner,
          kind: 'argument',
        });
    }
  }
  return { fields, entities, computedFrom: readComputedFrom(types), filters: readFilters(fields, enums) };
}

/** The field of a coordinate; for an argument, the field that has it. */
export const fieldOf = (coordinate: string): string => coordinate.replace(/\(.*$/, '');

const TYPES_WITH_FIELDS: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
]);

/**
 * The owner of each field of a type: the subgraph that resolves it. A field that several subgraphs resolve, such as a key, belongs to the one
 * that is the only resolver of most fields of the type.
 */
function owners({ joins, fields }: SupergraphType): (field: SupergraphField) => string {
  const ofType = joins.map(({ subgraph }) => subgraph);
  const resolving = (field: SupergraphField): readonly Subgraph[] => {
    const own = field.joins.flatMap(({ isExternal, subgraph }) => (isExternal ? [] : (subgraph ?? [])));
    return own.length > 0 ? own : ofType;
  };
  const alone = new Map<Subgraph, number>();
  for (const field of fields.values()) {
    const [subgraph, another] = resolving(field);
    if (subgraph && !another) alone.set(subgraph, (alone.get(subgraph) ?? 0) + 1);
  }
  return (field) =>
    resolving(field).toSorted((a, b) => (alone.get(b) ?? 0) - (alone.get(a) ?? 0) || (a.graph < b.graph ? -1 : 1))[0]?.name ?? '';
}
