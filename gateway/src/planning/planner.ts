import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import type { FieldNames } from '../operation/renameCollidingNames.ts';
import { allFieldNames } from '../supergraph/reading/fieldSets.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { planOperation } from './paths/planOperation.ts';
import type { PlanNode } from './plan.ts';
import { planSerially } from './serialMutations.ts';
import { readSubgraphSchemas } from './subgraphSchemas.ts';

/**
 * Makes query plans over one supergraph. The document of an operation must be valid, have one operation, and select no introspection fields; its
 * conditions (`@skip`, `@include`) must be decided. What a plan guarantees is described in README.md in this folder.
 */
export interface Planner {
  /** The field names that plans use as response keys. An operation must not use one of them as the response key of another field. */
  readonly fieldNames: FieldNames;
  /** The names of required fields with arguments, by the aliases that plans give them. */
  readonly requirementAliases: ReadonlyMap<string, string>;
  /** Rejects with `BAD_USER_INPUT` when no path leads to a field, and when planning takes too many steps. */
  plan(document: DocumentNode): Promise<PlanNode | null>;
}

export type CreatePlanner = (supergraph: Supergraph) => Planner;

export function createPlanner(supergraph: Supergraph): Planner {
  const schemas = readSubgraphSchemas(supergraph);
  return {
    fieldNames: fieldNames(supergraph),
    requirementAliases: schemas.requirementAliases,
    plan: (operation) => planSerially(operation, supergraph.schema, async (part) => planOperation(part, schemas)),
  };
}

/** The names of all fields of a supergraph, and the names of the fields in its keys, `@requires` and `@provides`. */
export function fieldNames({ types }: Supergraph): FieldNames {
  const [all, taken] = [new Set<string>(), new Set<string>()];
  const take = (fieldSet: SelectionSetNode | null): void => {
    for (const name of fieldSet ? allFieldNames(fieldSet) : []) taken.add(name);
  };
  for (const { node, joins, fields } of types.values()) {
    if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    for (const { key } of joins) take(key);
    for (const { name, joins: own } of fields.values()) {
      all.add(name);
      for (const { requires, provides } of own) [requires, provides].forEach(take);
    }
  }
  return { all, usedInFieldSets: taken };
}
