import type { Path, Rename } from '../plan.ts';
import type { FetchField, FetchSelection } from './plannedFetch.ts';

/** The response keys of a fetch's fields that differ from those of the plan, and the renames that bring the answer back to the plan's. */
export interface ResponseKeys {
  readonly of: ReadonlyMap<FetchField, string>;
  readonly renames: readonly Rename[];
}

/**
 * Fields of different object types under one response key must have the same shape in their subgraph, or the fetch is not a valid
 * document (GraphQL specification, «Field Selection Merging»): `...on P{id} ...on Q{id}` where one `id` is `ID!` and the other `ID`.
 * Such fields get aliases.
 */
export function responseKeys(selection: FetchSelection): ResponseKeys {
  const used = new Set(keysIn(selection));
  const of = new Map<FetchField, string>();
  const renames: Rename[] = [];
  const aliasFor = (key: string): string => {
    for (let count = 0; ; count += 1) {
      const alias = `${key}_${count}`;
      if (used.has(alias)) continue;
      used.add(alias);
      return alias;
    }
  };
  const settle = (selections: readonly FetchSelection[], path: Path): void => {
    for (const [key, byShape] of groupByKeyAndShape(selections)) {
      for (const [at, fields] of [...byShape.values()].entries()) {
        if (at > 0) {
          const alias = aliasFor(key);
          for (const field of fields) of.set(field, alias);
          renames.push({ path, from: alias, to: key });
        }
        settle(
          fields.flatMap((field) => field.selection ?? []),
          [...path, { kind: 'field', name: key }],
        );
      }
    }
  };
  settle([selection], []);
  return { of, renames };
}

/** The fields at one response path by response key, then by shape. */
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

/** What must be the same: how lists and non-null types are nested, and the type of a leaf. */
const shapeOf = ({ type, selection }: FetchField): string => (selection ? type.replace(/\w+/, '') : type);
