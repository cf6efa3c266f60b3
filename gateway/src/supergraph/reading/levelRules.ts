import { STAFF_ROLES } from '@union-graph/identity';
import type { Level } from '@union-graph/schema';
import type { AccessRule } from './accessDirectives.ts';
import type { SupergraphTypes } from './supergraphTypes.ts';

const SIGNED_IN: readonly AccessRule[] = [{ kind: 'authenticated', anyOf: [[]] }];

/**
 * What a field's level asks of its reader, beside its own directives (domain rules «Data levels»): `int` is for those who hold an
 * office, `par` and what is personal for nobody who has not signed in. Which rows, the subgraphs decide.
 */
const RULES_OF: Readonly<Record<Level, readonly AccessRule[]>> = {
  pub: [],
  par: SIGNED_IN,
  int: [{ kind: 'policy', anyOf: STAFF_ROLES.map((role) => [role]) }],
  per: SIGNED_IN,
  'per-sensitive': SIGNED_IN,
};

/** The rules of each field by its level. A graph that tags no field has none; in one that does, a field without a tag is `int`. */
export function levelRules(types: SupergraphTypes): Map<string, readonly AccessRule[]> {
  const levels = [...types].flatMap(([name, { fields }]) =>
    [...fields.values()].map((field) => [`${name}.${field.name}`, field.level] as const),
  );
  if (levels.every(([, level]) => level === null)) return new Map();
  return new Map(levels.map(([coordinate, level]) => [coordinate, RULES_OF[level ?? 'int']]));
}
