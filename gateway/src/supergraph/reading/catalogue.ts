import type { Level } from '@union-graph/schema';
import { Kind } from 'graphql';
import { readComputedFrom } from './computedFrom.ts';
import { type Filter, readFilters } from './filters.ts';
import type { Subgraph } from './joins.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/** One field of the graph, as agreements name it. */
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
  /** What fields are computed from (`@requires`), by coordinate: who may not read those fields may not read these. */
  readonly computedFrom: ReadonlyMap<string, ReadonlySet<string>>;
  /** What arguments and input fields tell by what they let through. */
  readonly filters: ReadonlyMap<string, Filter>;
}

/** Reads the catalogue of a supergraph. A field without a level counts as `int` (domain rules, «Data levels»). */
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
    if (!HOLDERS.has(node.kind) || /^(join|link)__/.test(name)) continue;
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

/** The field that a coordinate speaks of: that of an argument for `Query.servicePoints(district:)`. */
export const fieldOf = (coordinate: string): string => coordinate.replace(/\(.*$/, '');

const HOLDERS: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
]);

/**
 * Who owns each field of a type: the subgraph that resolves it. A key that several resolve belongs to the one that alone resolves most
 * fields of the type.
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
