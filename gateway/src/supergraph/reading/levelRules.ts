import { STAFF_ROLES } from '@union-graph/identity';
import type { Level } from '@union-graph/schema';
import type { AccessRule } from './accessDirectives.ts';
import type { SupergraphTypes } from './supergraphTypes.ts';

const SIGNED_IN: readonly AccessRule[] = [{ kind: 'authenticated', anyOf: [[]] }];

/**
 * The access rules of each level, in addition to a field's directives (domain rules «Data levels»): `int` requires a staff role; `par` and the
 * personal levels require sign-in. Subgraphs decide which rows a viewer may read.
 */
const RULES_OF: Readonly<Record<Level, readonly AccessRule[]>> = {
  pub: [],
  par: SIGNED_IN,
  int: [{ kind: 'policy', anyOf: STAFF_ROLES.map((role) => [role]) }],
  per: SIGNED_IN,
  'per-sensitive': SIGNED_IN,
};

/** The access rules of all fields by their levels. A graph without levels has none; otherwise a field without a level is `int`. */
export function levelRules(types: SupergraphTypes): Map<string, readonly AccessRule[]> {
  const levels = [...types].flatMap(([name, { fields }]) =>
    [...fields.values()].map((field) => [`${name}.${field.name}`, field.level] as const),
  );
  if (levels.every(([, level]) => level === null)) return new Map();
  return new Map(levels.map(([coordinate, level]) => [coordinate, RULES_OF[level ?? 'int']]));
}
