import type { Cost, ListSize } from './costDirectives.ts';
import type { SupergraphTypes } from './supergraphTypes.ts';

/** The weights (`@cost`) and list sizes (`@listSize`) by coordinate: `Card`, `Card.owner`, `Query.cards(first:)`, `CardFilter.number`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

/** Collects the costs of all types, fields and arguments. */
export function readCostRules(types: SupergraphTypes): CostRules {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const add = (coordinate: string, { weight, listSize }: Cost): void => {
    if (weight !== null) weights.set(coordinate, weight);
    if (listSize) listSizes.set(coordinate, listSize);
  };
  for (const { name, cost, fields } of types.values()) {
    add(name, cost);
    for (const field of fields.values()) {
      add(`${name}.${field.name}`, field.cost);
      for (const argument of field.arguments) add(`${name}.${field.name}(${argument.name}:)`, argument.cost);
    }
  }
  return { weights, listSizes };
}
