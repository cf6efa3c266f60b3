import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Condition, conditionsOf, holds } from '../../operation/conditions.ts';
import { defaultValuesOf } from '../../operation/defaultValues.ts';
import { type Fragments, fragmentsOf } from '../../operation/fragments.ts';
import { possibleTypes } from '../../operation/possibleTypes.ts';
import { responseKey } from '../../operation/responseKey.ts';
import type { VariableValues } from '../../operation/variables.ts';
import type { CostRules } from '../../supergraph/reading/costRules.ts';
import { compileArgumentCost } from './argumentCost.ts';
import { compileListSize, type ListSizing } from './listSize.ts';

/** The assumed length of a list without `@listSize`. */
export const ASSUMED_LIST_SIZE = 10;

/** The base cost of a mutation. */
const MUTATION_COST = 10;

/** The cost of an operation. An object costs 1 and a leaf 0, unless `@cost` sets another weight; a list costs its items. */
export interface OperationCost {
  /** The cost before execution, from the client's variables. */
  estimate(variables: VariableValues): number;
  /** The cost after execution, with the real lengths of the lists. */
  actual(data: unknown, variables: VariableValues): number;
  /** The coordinate of a list that requires exactly one slicing argument and has none or several; null when there is no such list. */
  unsliced(variables: VariableValues): string | null;
}

interface CostCompilation {
  readonly schema: GraphQLSchema;
  readonly rules: CostRules;
  readonly fragments: Fragments;
  readonly sizings: ListSizing[];
}

/** A part of the cost formula. `sizes` are the list lengths that `sizedFields` of the parent field set. */
interface CostFormula {
  estimate(values: VariableValues, sizes: Sizes): number;
  actual(value: unknown, values: VariableValues): number;
}

type Sizes = ReadonlyMap<string, number> | null;

/** Compiles the cost formula of a valid operation. Introspection costs nothing. */
export function compileCost(
  schema: GraphQLSchema,
  rules: CostRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationCost {
  const fragments = fragmentsOf(document);
  const sizings: ListSizing[] = [];
  const root = schema.getRootType(operation.operation);
  const cost = root ? compileSelections([operation.selectionSet], root, { schema, rules, fragments, sizings }) : NO_COST;
  const base = operation.operation === 'mutation' ? MUTATION_COST : 0;
  const defaults = Object.fromEntries(defaultValuesOf(operation));
  const withDefaults = (variables: VariableValues): VariableValues => ({ ...defaults, ...variables });
  return {
    estimate: (variables) => base + cost.estimate(withDefaults(variables), null),
    actual: (data, variables) => base + cost.actual(data, withDefaults(variables)),
    unsliced: (variables) => {
      const values = withDefaults(variables);
      return sizings.find((sizing) => sizing.isUnsliced(values))?.coordinate ?? null;
    },
  };
}

const NO_COST: CostFormula = { estimate: () => 0, actual: () => 0 };

/** All selections of one field with the same `@skip` and `@include` conditions. */
interface ConditionalField {
  readonly field: FieldNode;
  readonly conditions: readonly Condition[];
  readonly below: SelectionSetNode[];
}

/** All fragments with one type condition that is narrower than the parent type, and with the same conditions. */
interface NarrowingFragment {
  readonly type: GraphQLCompositeType;
  readonly conditions: readonly Condition[];
  readonly below: SelectionSetNode[];
}

function compileSelections(sets: readonly SelectionSetNode[], type: GraphQLCompositeType, within: CostCompilation): CostFormula {
  const fields = new Map<string, ConditionalField>();
  const narrowed = new Map<string, NarrowingFragment>();
  for (const set of sets) collectSelections(set, type, [], { fields, narrowed }, within);
  const costs = [...fields.values()].map((selected) => compileFieldCost(selected, type, within));
  const narrowedCosts = [...narrowed.values()].map((part) => ({
    ...part,
    cost: conditional(part.conditions, compileSelections(part.below, part.type, within)),
  }));
  // An object has one type, so only the most expensive combination of fragments for one type counts.
  const combinations = combine(type, narrowedCosts, within.schema);
  return {
    estimate: (values, sizes) => {
      let sum = 0;
      for (const cost of costs) sum += cost.estimate(values, sizes);
      return sum + highestCost(combinations, (cost) => cost.estimate(values, sizes));
    },
    actual: (value, values) => {
      if (typeof value !== 'object' || value === null) return 0;
      let sum = 0;
      for (const cost of costs) sum += cost.actual(value, values);
      const known = combinations.filter(({ types }) => !('__typename' in value) || types.has(String(value.__typename)));
      return sum + highestCost(known, (cost) => cost.actual(value, values));
    },
  };
}

interface TypeCombination {
  readonly types: Set<string>;
  readonly costs: readonly CostFormula[];
}

function combine(
  type: GraphQLCompositeType,
  parts: readonly (NarrowingFragment & { cost: CostFormula })[],
  schema: GraphQLSchema,
): TypeCombination[] {
  if (parts.length === 0) return [];
  const byParts = new Map<string, TypeCombination>();
  for (const possible of possibleTypes(schema, type)) {
    const costs = parts
      .map((part, at) => ({ part, at }))
      .filter(({ part }) => possibleTypes(schema, part.type).includes(possible));
    const key = costs.map(({ at }) => at).join();
    const known = byParts.get(key);
    if (known) known.types.add(possible.name);
    else byParts.set(key, { types: new Set([possible.name]), costs: costs.map(({ part }) => part.cost) });
  }
  return [...byParts.values()];
}

const highestCost = (combinations: readonly TypeCombination[], costOf: (cost: CostFormula) => number): number =>
  combinations.reduce(
    (largest, { costs }) =>
      Math.max(
        largest,
        costs.reduce((sum, cost) => sum + costOf(cost), 0),
      ),
    0,
  );

function collectSelections(
  { selections }: SelectionSetNode,
  type: GraphQLCompositeType,
  above: readonly Condition[],
  found: { fields: Map<string, ConditionalField>; narrowed: Map<string, NarrowingFragment> },
  within: CostCompilation,
): void {
  for (const selection of selections) {
    const own = conditionsOf(selection.directives);
    if (!own) continue;
    const conditions = [...above, ...own];
    const conditionText = JSON.stringify(conditions);
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) continue;
      const key = `${responseKey(selection)} ${conditionText}`;
      const present = found.fields.get(key) ?? { field: selection, conditions, below: [] };
      found.fields.set(key, present);
      if (selection.selectionSet) present.below.push(selection.selectionSet);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? within.fragments.get(selection.name.value) : selection;
    if (!fragment) continue;
    const named = fragment.typeCondition && within.schema.getType(fragment.typeCondition.name.value);
    const condition = isCompositeType(named) ? named : type;
    const inAll = condition === type || (isAbstractType(condition) && within.schema.isSubType(condition, type as never));
    if (inAll) collectSelections(fragment.selectionSet, type, conditions, found, within);
    else if (!isObjectType(type)) {
      const key = `${condition.name} ${conditionText}`;
      const present = found.narrowed.get(key) ?? { type: condition, conditions, below: [] };
      found.narrowed.set(key, present);
      present.below.push(fragment.selectionSet);
    }
  }
}

function compileFieldCost(
  { field, conditions, below }: ConditionalField,
  parent: GraphQLCompositeType,
  within: CostCompilation,
): CostFormula {
  const { schema, rules, sizings } = within;
  const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
  if (!definition) return NO_COST;
  const type = getNamedType(definition.type);
  const weight = weightOf(definition, parent, type, within);
  const inner = isCompositeType(type) && below.length > 0 ? compileSelections(below, type, within) : NO_COST;
  const argumentCost = compileArgumentCost(field, definition, parent.name, rules);
  const sizing = compileListSize(field, definition, possibleCoordinates(parent, definition, schema), rules);
  if (sizing) sizings.push(sizing);
  const isList = isListType(getNullableType(definition.type));
  const name = field.name.value;
  const key = responseKey(field);
  const cost: CostFormula = {
    estimate: (values, sizes) => {
      const size = sizing?.size(values) ?? null;
      const ownSize = sizing && sizing.sizedFields.length === 0 ? size : null;
      const count = isList ? (ownSize ?? sizes?.get(name) ?? ASSUMED_LIST_SIZE) : 1;
      const below = sizing && size !== null && sizing.sizedFields.length > 0 ? sizesOf(sizing.sizedFields, size) : null;
      return count * (weight + inner.estimate(values, below)) + argumentCost(values);
    },
    actual: (value, values) => {
      const answer = (value as Record<string, unknown>)[key];
      return answer === undefined ? 0 : sumOf(answer, weight, inner, values) + argumentCost(values);
    },
  };
  return conditional(conditions, cost);
}

const sizesOf = (fields: readonly string[], size: number): Sizes => new Map(fields.map((field) => [field, size]));

function sumOf(value: unknown, weight: number, inner: CostFormula, values: VariableValues): number {
  if (value === null) return 0;
  if (!Array.isArray(value)) return weight + inner.actual(value, values);
  let sum = 0;
  for (const item of value) sum += sumOf(item, weight, inner, values);
  return sum;
}

/** The weight of a field: its own, else its type's. For an interface, the highest weight of its object types counts. */
function weightOf(
  definition: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
  type: GraphQLNamedType,
  { schema, rules: { weights } }: CostCompilation,
): number {
  const own = highest(possibleCoordinates(parent, definition, schema).map((coordinate) => weights.get(coordinate)));
  if (own !== undefined) return own;
  if (!isCompositeType(type)) return weights.get(type.name) ?? 0;
  return Math.max(...possibleTypes(schema, type).map(({ name }) => weights.get(name) ?? 1));
}

function highest(weights: readonly (number | undefined)[]): number | undefined {
  const known = weights.filter((weight) => weight !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

const possibleCoordinates = (
  parent: GraphQLCompositeType,
  { name }: GraphQLField<unknown, unknown>,
  schema: GraphQLSchema,
): string[] => [...new Set([parent, ...possibleTypes(schema, parent)])].map((type) => `${type.name}.${name}`);

function conditional(conditions: readonly Condition[], cost: CostFormula): CostFormula {
  if (conditions.length === 0) return cost;
  return {
    estimate: (values, sizes) => (holds(conditions, values) ? cost.estimate(values, sizes) : 0),
    actual: (value, values) => (holds(conditions, values) ? cost.actual(value, values) : 0),
  };
}
