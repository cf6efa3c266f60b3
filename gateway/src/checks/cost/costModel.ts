import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { CostRules } from '../../supergraph/reading/costRules.ts';
import { compileCost, type OperationCost } from './compileCost.ts';

/** What the operations over one supergraph cost. */
export interface CostModel {
  /** The formula of an operation of a valid document, compiled once for each. */
  of(document: DocumentNode, operation: OperationDefinitionNode): OperationCost;
}

export function createCostModel(schema: GraphQLSchema, rules: CostRules): CostModel {
  const known = new WeakMap<OperationDefinitionNode, OperationCost>();
  return {
    of: (document, operation) => {
      const cost = known.get(operation) ?? compileCost(schema, rules, document, operation);
      known.set(operation, cost);
      return cost;
    },
  };
}
