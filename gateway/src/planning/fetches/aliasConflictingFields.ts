import type { AliasRename, FieldPath } from '../plan.ts';
import type { FetchField, FetchSelection } from './plannedFetch.ts';

/** The aliases of fields whose response keys differ from the plan's, and the renames that restore the plan's keys in the answer. */
export interface FieldAliases {
  readonly aliasOf: ReadonlyMap<FetchField, string>;
  readonly renames: readonly AliasRename[];
}

/**
 * Gives aliases to fields that cannot share a response key. Fields of different object types may share one only if they have the same shape
 * (GraphQL specification, «Field Selection Merging»): `...on P{id} ...on Q{id}` is invalid if one `id` is `ID!` and the other `ID`.
 */
export function aliasConflictingFields(selection: FetchSelection): FieldAliases {
  const used = new Set(keysIn(selection));
  const aliasOf = new Map<FetchField, string>();
  const renames: AliasRename[] = [];
  const aliasFor = (key: string): string => {
    for (let count = 0; ; count += 1) {
      const alias = `${key}_${count}`;
      if (used.has(alias)) continue;
      used.add(alias);
      return alias;
    }
  };
  const addAliases = (selections: readonly FetchSelection[], path: FieldPath): void => {
    for (const [key, byShape] of groupByKeyAndShape(selections)) {
      for (const [at, fields] of [...byShape.values()].entries()) {
        if (at > 0) {
          const alias = aliasFor(key);
          for (const field of fields) aliasOf.set(field, alias);
          renames.push({ path, from: alias, to: key });
        }
        addAliases(
          fields.flatMap((field) => field.selection ?? []),
          [...path, { kind: 'field', name: key }],
        );
      }
    }
  };
  addAliases([selection], []);
  return { aliasOf, renames };
}

/** The fields at one field path, by response key, then by shape. */
function groupByKeyAndShape(selections: readonly FetchSelection[]): Map<string, Map<string, FetchField[]>> {
  const groups = new Map<string, Map<string, FetchField[]>>();
  for (const { byType } of selections)
    for (const fields of byType.values())
      for (const [key, field] of fields) {
        const byShape = groups.get(key) ?? new Map<string, FetchField[]>();
        const alike = byShape.get(shapeOf(field)) ?? [];
        alike.push(field);
        groups.set(key, byShape.set(shapeOf(field), alike));
      }
  return groups;
}

function* keysIn({ byType }: FetchSelection): Generator<string> {
  for (const fields of byType.values())
    for (const [key, field] of fields) {
      yield key;
      if (field.selection) yield* keysIn(field.selection);
    }
}

/** The shape of a field: how its list and non-null types are nested, and for a leaf its type. */
const shapeOf = ({ type, selection }: FetchField): string => (selection ? type.replace(/\w+/, '') : type);
