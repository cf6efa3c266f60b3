import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { VariableValues } from '../../operation/variables.ts';
import type { CostRules } from '../../supergraph/reading/costRules.ts';

/** Compiles the cost of a field's arguments. An input object costs 1 and a leaf 0, unless `@cost` sets another weight. */
export function compileArgumentCost(
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  parent: string,
  rules: CostRules,
): (values: VariableValues) => number {
  const costs = (field.arguments ?? []).flatMap(({ name, value }) => {
    const type = definition.args.find((one) => one.name === name.value)?.type;
    const weight = rules.weights.get(`${parent}.${definition.name}(${name.value}:)`);
    if (!type || !mayCost(type, weight, rules)) return [];
    return [(values: VariableValues) => costOf(valueFromASTUntyped(value, values), type, weight, rules)];
  });
  if (costs.length === 0) return () => 0;
  return (values) => costs.reduce((sum, cost) => sum + cost(values), 0);
}

const mayCost = (type: GraphQLInputType, weight: number | undefined, { weights }: CostRules): boolean => {
  const named = getNamedType(type);
  return weight !== undefined || isInputObjectType(named) || weights.has(named.name);
};

/** The cost of a value. It may not fit its type: such a value is refused later. */
function costOf(value: unknown, type: GraphQLInputType, weight: number | undefined, rules: CostRules): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + costOf(item, type, weight, rules), 0);
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return weight ?? rules.weights.get(named.name) ?? 0;
  const own = weight ?? 1;
  if (typeof value !== 'object') return own;
  const fields = named.getFields();
  return Object.entries(value).reduce((sum, [name, inner]) => {
    const field = fields[name];
    return field ? sum + costOf(inner, field.type, rules.weights.get(`${named.name}.${name}`), rules) : sum;
  }, own);
}
