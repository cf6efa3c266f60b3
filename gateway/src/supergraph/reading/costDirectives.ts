import type { ConstDirectiveNode } from 'graphql';
import { untypedArgument } from './directives.ts';
import type { CostDirective, DirectiveNames } from './links.ts';

/** The length of a list, by `@listSize` (IBM's cost specification, 3.2). */
export interface ListSize {
  /** The length without a slicing argument; null when the directive has none. */
  readonly assumedSize: number | null;
  /** Arguments that set the length, such as `first`. */
  readonly slicingArguments: readonly string[];
  /** The subfields that are the list, such as `nodes`; empty when the field itself is. */
  readonly sizedFields: readonly string[];
  /** Whether a client must give exactly one of the slicing arguments. */
  readonly requireOneSlicingArgument: boolean;
}

/** The values of `@cost` and `@listSize` of a type, field or argument. */
export interface Cost {
  readonly weight: number | null;
  readonly listSize: ListSize | null;
}

const NO_COST: Cost = { weight: null, listSize: null };

/** Reads `@cost` and `@listSize`. */
export function readCostDirectives(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: DirectiveNames<CostDirective>,
): Cost {
  let cost = NO_COST;
  for (const directive of directives ?? []) {
    const kind = names.get(directive.name.value);
    if (kind === 'cost') cost = { ...cost, weight: Number(untypedArgument(directive, 'weight') ?? 1) };
    if (kind === 'listSize') cost = { ...cost, listSize: readListSize(directive) };
  }
  return cost;
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const assumed = untypedArgument(directive, 'assumedSize');
  const names = (name: string): string[] => {
    const value = untypedArgument(directive, name);
    return Array.isArray(value) ? value.map(String) : [];
  };
  return {
    assumedSize: typeof assumed === 'number' ? assumed : null,
    slicingArguments: names('slicingArguments'),
    sizedFields: names('sizedFields'),
    requireOneSlicingArgument: untypedArgument(directive, 'requireOneSlicingArgument') !== false,
  };
}
