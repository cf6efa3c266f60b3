import { type FieldNode, type GraphQLField, valueFromASTUntyped } from 'graphql';
import type { VariableValues } from '../../operation/variables.ts';
import type { ListSize } from '../../supergraph/reading/costDirectives.ts';
import type { CostRules } from '../../supergraph/reading/costRules.ts';

/** The assumed length of a selected list, by `@listSize`. */
export interface ListSizing {
  readonly coordinate: string;
  readonly sizedFields: readonly string[];
  /** Null when neither a slicing argument nor the schema sets it. */
  size(values: VariableValues): number | null;
  /** Whether not exactly one slicing argument is given although `requireOneSlicingArgument` is set. */
  isUnsliced(values: VariableValues): boolean;
}

/** Compiles the `@listSize` of a field, from the first coordinate that has one; null when none has. */
export function compileListSize(
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  coordinates: readonly string[],
  { listSizes }: CostRules,
): ListSizing | null {
  const coordinate = coordinates.find((one) => listSizes.has(one));
  const rule = coordinate === undefined ? undefined : listSizes.get(coordinate);
  if (coordinate === undefined || !rule) return null;
  const slices = rule.slicingArguments.map((name) => compileSlice(field, name));
  const fallback = defaultSize(rule, definition);
  return {
    coordinate,
    sizedFields: rule.sizedFields,
    size: (values) => {
      const given = slices.map((slice) => slice(values)).filter((value) => typeof value === 'number');
      return given.length > 0 ? Math.max(0, ...given) : fallback;
    },
    isUnsliced: (values) => {
      if (!rule.requireOneSlicingArgument || slices.length === 0) return false;
      const given = slices.filter((slice) => slice(values) != null).length;
      return given > 1 || (given === 0 && defaultsOf(rule, definition).length === 0);
    },
  };
}

const defaultSize = (rule: ListSize, definition: GraphQLField<unknown, unknown>): number | null => {
  const defaults = defaultsOf(rule, definition);
  return defaults.length > 0 ? Math.max(0, ...defaults) : rule.assumedSize;
};

/** The default values of the slicing arguments in the schema. */
const defaultsOf = ({ slicingArguments }: ListSize, { args }: GraphQLField<unknown, unknown>): number[] =>
  args
    .filter(({ name }) => slicingArguments.includes(name))
    .map(({ defaultValue }) => defaultValue)
    .filter((value) => typeof value === 'number');

/** Reads one slicing argument; undefined when it is not given. */
function compileSlice({ arguments: given = [] }: FieldNode, name: string): (values: VariableValues) => unknown {
  const node = given.find((one) => one.name.value === name)?.value;
  return node ? (values) => valueFromASTUntyped(node, values) : () => undefined;
}
