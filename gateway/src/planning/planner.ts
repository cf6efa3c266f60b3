import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import type { FieldNames } from '../operation/ownNames.ts';
import { allFieldNames } from '../supergraph/reading/fieldSets.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { planOperation } from './paths/planOperation.ts';
import type { PlanNode } from './plan.ts';
import { planSerially } from './serialMutations.ts';
import { readSubgraphSchemas } from './subgraphSchemas.ts';

/**
 * Finds out which calls to which subgraphs answer an operation over one supergraph: the one operation of a valid document, without
 * introspection, of which all conditions (`@skip`, `@include`) are decided.
 */
export interface Planner {
  /** The names of fields as plans have them. No other field of an operation may be called so. */
  readonly names: FieldNames;
  /** The names of fields that plans know under aliases of their own. */
  readonly realNames: ReadonlyMap<string, string>;
  /** Rejects with {@link NoPath} when there is no plan. */
  plan(document: DocumentNode): Promise<PlanNode | null>;
}

export type CreatePlanner = (supergraph: Supergraph) => Planner;

export function createPlanner(supergraph: Supergraph): Planner {
  const schemas = readSubgraphSchemas(supergraph);
  return {
    names: fieldNames(supergraph),
    realNames: schemas.requirementAliases,
    plan: (operation) => planSerially(operation, supergraph.schema, async (part) => planOperation(part, schemas)),
  };
}

/** The names of all fields of a supergraph, and of those that stand in its keys, requirements and provisions. */
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
  return { all, taken };
}
