import { STAFF_ROLES } from '@union-graph/identity';
import { LEVELS, type Level } from '@union-graph/schema';
import type { ConstDirectiveNode } from 'graphql';
import type { Rule } from './accessRules.ts';
import { stringArgument } from './links.ts';
import type { SupergraphTypes } from './supergraphTypes.ts';

const SIGNED_IN: readonly Rule[] = [{ kind: 'authenticated', anyOf: [[]] }];

/**
 * What a field's level asks of whoever reads it, beside its own directives (domain rules «Data levels»): `int` is for those who hold an
 * office, `par` and what is personal for nobody who has not signed in. Which rows, the subgraphs decide.
 */
const RULES_OF: Readonly<Record<Level, readonly Rule[]>> = {
  pub: [],
  par: SIGNED_IN,
  int: [{ kind: 'policy', anyOf: STAFF_ROLES.map((role) => [role]) }],
  per: SIGNED_IN,
  'per-sensitive': SIGNED_IN,
};

/** The rules of each field by its level. A graph that tags no field has none; in one that does, a field without a tag is `int`. */
export function readLevelRules(types: SupergraphTypes): Map<string, readonly Rule[]> {
  const levels = new Map<string, Level | undefined>();
  for (const [name, { fields }] of types)
    for (const [field, { directives }] of fields) levels.set(`${name}.${field}`, levelOf(directives));
  if ([...levels.values()].every((level) => level === undefined)) return new Map();
  return new Map([...levels].map(([coordinate, level = 'int']) => [coordinate, RULES_OF[level]]));
}

const levelOf = (directives: readonly ConstDirectiveNode[]): Level | undefined =>
  directives
    .filter(({ name }) => name.value === 'tag')
    .map((tag) => LEVELS.find((level) => level === stringArgument(tag, 'name')))
    .find((level) => level !== undefined);
