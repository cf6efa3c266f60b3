import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { typeNameInSubgraph } from './selectField.ts';

/** A subgraph that has a field of a type, also as an external one. */
export interface FieldHolder {
  readonly subgraph: string;
  /** The type under which the subgraph knows the objects. */
  readonly typeName: string;
  readonly field: SubgraphField;
}

interface HolderCache {
  readonly byField: Map<string, readonly FieldHolder[]>;
  /** The names of all fields of a subgraph, whatever their type. */
  readonly fieldNames: Map<string, ReadonlySet<string>>;
}

const caches = new WeakMap<SubgraphSchemas, HolderCache>();

function cacheOf(schemas: SubgraphSchemas): HolderCache {
  const found = caches.get(schemas) ?? { byField: new Map(), fieldNames: new Map() };
  caches.set(schemas, found);
  return found;
}

/** The subgraphs that have a field. Listed once for each field of the supergraph: a search asks for them at every step. */
export function fieldHolders(schemas: SubgraphSchemas, typeName: string, name: string): readonly FieldHolder[] {
  const { byField } = cacheOf(schemas);
  const coordinate = `${typeName}.${name}`;
  let holders = byField.get(coordinate);
  if (!holders) {
    holders = schemas.subgraphs.flatMap((subgraph) => {
      const knownType = typeNameInSubgraph(schemas, subgraph, typeName);
      const field = knownType === null ? null : schemas.field(subgraph, knownType, name);
      return knownType !== null && field ? [{ subgraph, typeName: knownType, field }] : [];
    });
    byField.set(coordinate, holders);
  }
  return holders;
}

/** Whether a subgraph has a field of this name in any of its types. */
export function hasFieldNamed(schemas: SubgraphSchemas, subgraph: string, name: string): boolean {
  const { fieldNames } = cacheOf(schemas);
  const names = fieldNames.get(subgraph) ?? schemas.fieldNames(subgraph);
  fieldNames.set(subgraph, names);
  return names.has(name);
}
