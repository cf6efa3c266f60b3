import { isMissingKind, type Missing } from '@union-graph/identity';
import { MAX_NAME, truncate } from './truncate.ts';

export const MAX_CODE = 64;

/** The code of an error whose text clients do not get. */
export const MASKED_CODE = 'INTERNAL_SERVER_ERROR';

/** Whether a value is an error code that clients get: upper snake case, at most {@link MAX_CODE} characters. */
export const isErrorCode = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_CODE && /^[A-Z][A-Z\d_]*$/.test(value);

/** Copies those of the named extensions that are strings; long ones are truncated. */
export function pickTexts(from: Readonly<Record<string, unknown>>, ...keys: string[]): Record<string, string> {
  const found = keys.flatMap((key): [string, string][] => {
    const value = from[key];
    return typeof value === 'string' ? [[key, truncate(value, 2 * MAX_NAME)]] : [];
  });
  return Object.fromEntries(found);
}

const MAX_MISSING = { entries: 20, names: 40, characters: 120 } as const;

/** Copies the extension `missing`: the roles, scopes or persons that the viewer lacks. Its size is limited, because subgraphs are not trusted. */
export function copyMissing({ missing }: Readonly<Record<string, unknown>>): { missing?: Missing[] } {
  if (!Array.isArray(missing)) return {};
  const names = (value: unknown): string[] =>
    Array.isArray(value)
      ? value
          .slice(0, MAX_MISSING.names)
          .flatMap((name: unknown) => (typeof name === 'string' ? [name.slice(0, MAX_MISSING.characters)] : []))
      : [];
  const kept = missing.slice(0, MAX_MISSING.entries).flatMap((entry: unknown): Missing[] => {
    const { kind, anyOf, roles, persons } = (entry ?? {}) as Record<string, unknown>;
    if (!isMissingKind(kind)) return [];
    return [
      {
        kind,
        anyOf: names(anyOf),
        ...(roles === undefined ? {} : { roles: names(roles) as Missing['roles'] }),
        ...(persons === undefined ? {} : { persons: names(persons) }),
      } as Missing,
    ];
  });
  return kept.length > 0 ? { missing: kept } : {};
}
