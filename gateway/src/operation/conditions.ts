import { type DirectiveNode, Kind } from 'graphql';

/** A condition that `@skip` or `@include` sets by a variable: the selection is included if the variable has the value `includedIf`. */
export interface Condition {
  readonly variable: string;
  readonly includedIf: boolean;
}

/** Whether a directive is `@skip` or `@include`. */
export const isConditional = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

/**
 * The condition that `@skip` or `@include` sets by a variable. If its argument `if` is a literal: whether the selection is included. True for other
 * directives.
 */
export function conditionOf({ name, arguments: given = [], ...directive }: DirectiveNode): Condition | boolean {
  if (!isConditional({ name, ...directive })) return true;
  const includedIf = name.value === 'include';
  const value = given.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return { variable: value.name.value, includedIf };
  return value?.kind !== Kind.BOOLEAN || value.value === includedIf;
}

/** The conditions that variables decide; null for a selection that is never included. */
export function conditionsOf(directives: readonly DirectiveNode[] = []): Condition[] | null {
  const conditions = directives.map(conditionOf);
  if (conditions.includes(false)) return null;
  return conditions.filter((condition) => typeof condition === 'object');
}

/** Whether all conditions are met. A variable without a value is false. */
export const holds = (conditions: readonly Condition[], values: Readonly<Record<string, unknown>>): boolean =>
  conditions.every(({ variable, includedIf }) => (values[variable] === true) === includedIf);

/** Whether a selection with these directives is included. */
export function isIncluded(directives: readonly DirectiveNode[] | undefined, values: Readonly<Record<string, unknown>>): boolean {
  const conditions = conditionsOf(directives);
  return conditions !== null && holds(conditions, values);
}
