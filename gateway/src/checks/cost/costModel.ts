import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { CostRules } from '../../supergraph/reading/costRules.ts';
import { compileCost, type OperationCost } from './compileCost.ts';

/** The cost formulas of the operations on one supergraph. */
export interface CostModel {
  /** The cost formula of an operation of a valid document. It is compiled once for each operation. */
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
