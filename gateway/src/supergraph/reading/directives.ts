import { type DirectiveNode, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/** The value of a directive's argument, as written; undefined where it is not given. */
export const argumentValue = (directive: DirectiveNode, name: string): ValueNode | undefined =>
  directive.arguments?.find((argument) => argument.name.value === name)?.value;

/** The value of a String argument. */
export function stringArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** The value of an enum argument, such as the `graph` of `@join__type`. */
export function enumArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The value of a Boolean argument; undefined where it is not given. */
export function booleanArgument(directive: DirectiveNode, name: string): boolean | undefined {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

/** The value of an argument of any type, as JavaScript; undefined where it is not given. */
export function untypedArgument(directive: DirectiveNode, name: string): unknown {
  const value = argumentValue(directive, name);
  return value && valueFromASTUntyped(value);
}
