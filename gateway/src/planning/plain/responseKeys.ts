import type { Path, Rename } from '../plan.ts';
import type { AskedField, Selection } from './call.ts';

/** The response keys of a call's fields where they are others than those of the plan, and how the answer is brought back to those. */
export interface ResponseKeys {
  readonly of: ReadonlyMap<AskedField, string>;
  readonly renames: readonly Rename[];
}

/**
 * Fields of different object types under one response key must have types of one shape in their subgraph, else the call is not a valid
 * document: `...on P{id} ...on Q{id}` where one `id` is `ID!` and the other `ID`. Such fields are given aliases.
 */
export function responseKeys(asks: Selection): ResponseKeys {
  const used = new Set<string>();
  for (const { key } of fieldsIn(asks)) used.add(key);
  const of = new Map<AskedField, string>();
  const renames: Rename[] = [];
  const aliasFor = (key: string): string => {
    for (let count = 0; ; count += 1) {
      const alias = `${key}_${count}`;
      if (used.has(alias)) continue;
      used.add(alias);
      return alias;
    }
  };
  const settle = (selections: readonly Selection[], path: Path): void => {
    const groups = new Map<string, Map<string, AskedField[]>>();
    for (const { byType } of selections)
      for (const fields of byType.values())
        for (const [key, field] of fields) {
          const byShape = groups.get(key) ?? new Map<string, AskedField[]>();
          groups.set(key, byShape);
          byShape.set(shapeOf(field), [...(byShape.get(shapeOf(field)) ?? []), field]);
        }
    for (const [key, byShape] of groups) {
      const below: Path = [...path, { kind: 'field', name: key }];
      for (const [at, fields] of [...byShape.values()].entries()) {
        if (at > 0) {
          const alias = aliasFor(key);
          for (const field of fields) of.set(field, alias);
          renames.push({ path, from: alias, to: key });
        }
        settle(
          fields.flatMap((field) => field.below ?? []),
          below,
        );
      }
    }
  };
  settle([asks], []);
  return { of, renames };
}

function* fieldsIn({ byType }: Selection): Generator<{ readonly key: string }> {
  for (const fields of byType.values())
    for (const [key, { below }] of fields) {
      yield { key };
      if (below) yield* fieldsIn(below);
    }
}

/** What must be alike: how lists and non-null types are nested, and which scalar or enum they hold. */
const shapeOf = ({ type, below }: AskedField): string => (below ? type.replace(/\w+/, '') : type);
