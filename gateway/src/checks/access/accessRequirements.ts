import type { Missing, Viewer } from '@union-graph/identity';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { touchedCoordinates } from '../../operation/touchedCoordinates.ts';
import type { AccessRule } from '../../supergraph/reading/accessDirectives.ts';
import type { AccessRules } from '../../supergraph/reading/accessRules.ts';

/** An access rule that applies to an operation, and the schema coordinates that have it. */
export interface AccessRequirement {
  readonly rule: AccessRule;
  readonly coordinates: readonly string[];
}

/**
 * The access rules of every field that an operation selects and of every possible type of its answer, through aliases, fragments,
 * interfaces and unions. A field that `@skip` may leave out counts as selected.
 */
export function accessRequirements(
  schema: GraphQLSchema,
  rules: AccessRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): AccessRequirement[] {
  if (rules.size === 0) return [];
  const touched = touchedCoordinates(schema, document, operation);
  const needs = new Map<string, { rule: AccessRule; coordinates: string[] }>();
  for (const coordinate of touched) {
    for (const rule of rules.get(coordinate) ?? []) {
      const key = JSON.stringify(rule);
      const need = needs.get(key) ?? { rule, coordinates: [] };
      need.coordinates.push(coordinate);
      needs.set(key, need);
    }
  }
  return [...needs.values()];
}

/** The coordinates of an operation that a viewer may not read, and the roles or scopes that the viewer lacks. */
export interface Denial {
  /** Sorted; empty when the operation may run. */
  readonly coordinates: readonly string[];
  readonly missing: readonly Missing[];
}

export function denialOf(needs: readonly AccessRequirement[], viewer: Viewer): Denial {
  const unmet = needs.filter(({ rule }) => !satisfies(viewer, rule));
  return {
    coordinates: [...new Set(unmet.flatMap(({ coordinates }) => coordinates))].sort(),
    missing: withoutImplied(unmet.flatMap(({ rule }) => missingNames(rule))),
  };
}

/** Leaves out what another entry implies: whoever gets one of its names has met this entry, too. */
function withoutImplied(missing: readonly Missing[]): Missing[] {
  const implies = (one: Missing, other: Missing): boolean =>
    one.kind === other.kind && one.anyOf.every((name) => other.anyOf.includes(name));
  return missing.filter(
    (other, at) => !missing.some((one, place) => place !== at && implies(one, other) && (!implies(other, one) || place < at)),
  );
}

/** The roles or scopes that a rule requires, as alternatives. Those that one alternative requires together are joined with "and". */
function missingNames({ kind, anyOf }: AccessRule): Missing[] {
  if (kind === 'authenticated') return [];
  return [{ kind: kind === 'policy' ? 'role' : 'scope', anyOf: anyOf.map((all) => all.join(' and ')) }];
}

/** Whether a viewer satisfies a rule. A policy is the name of a role, held in any union; the subgraph decides which rows it opens. */
function satisfies(viewer: Viewer, { kind, anyOf }: AccessRule): boolean {
  if (kind === 'authenticated') return viewer.kind !== 'anonymous';
  const held: readonly string[] = kind === 'policy' ? viewer.grants.map((grant) => grant.role) : viewer.scopes;
  return anyOf.some((all) => all.every((name) => held.includes(name)));
}
