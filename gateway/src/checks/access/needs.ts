import type { Missing, Viewer } from '@union-graph/identity';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { touchedCoordinates } from '../../operation/touchedCoordinates.ts';
import type { Rule } from '../../supergraph/reading/access.ts';
import type { AccessRules } from '../../supergraph/reading/accessRules.ts';

/** One rule that an operation comes under, and the coordinates that bring it. */
export interface Need {
  readonly rule: Rule;
  readonly coordinates: readonly string[];
}

/**
 * What an operation asks of its viewer: the rules of every field it selects and of every type it may be answered with,
 * through aliases, fragments, interfaces and unions. A field that `@skip` may leave out counts as selected.
 */
export function operationNeeds(
  schema: GraphQLSchema,
  rules: AccessRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Need[] {
  if (rules.size === 0) return [];
  const touched = touchedCoordinates(schema, document, operation);
  const needs = new Map<string, { rule: Rule; coordinates: string[] }>();
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

/** What a viewer may not read of an operation, and what they lack for it. */
export interface Denial {
  /** Sorted; empty when the operation may run. */
  readonly coordinates: readonly string[];
  readonly missing: readonly Missing[];
}

export function denialOf(needs: readonly Need[], viewer: Viewer): Denial {
  const unmet = needs.filter(({ rule }) => !satisfies(viewer, rule));
  return {
    coordinates: [...new Set(unmet.flatMap(({ coordinates }) => coordinates))].sort(),
    missing: unmet.flatMap(({ rule }) => missingOf(rule)),
  };
}

/** A rule's alternatives by name; where one asks for several roles or scopes at once, they are told together. */
function missingOf({ kind, anyOf }: Rule): Missing[] {
  if (kind === 'authenticated') return [];
  return [{ kind: kind === 'policy' ? 'role' : 'scope', anyOf: anyOf.map((all) => all.join(' and ')) }];
}

/** A policy's name is a role's name: it holds for whoever has the role anywhere. Which rows, the subgraph decides. */
function satisfies(viewer: Viewer, { kind, anyOf }: Rule): boolean {
  if (kind === 'authenticated') return viewer.kind !== 'anonymous';
  const held: readonly string[] = kind === 'policy' ? viewer.grants.map((grant) => grant.role) : viewer.scopes;
  return anyOf.some((all) => all.every((name) => held.includes(name)));
}
