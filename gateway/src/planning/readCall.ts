import { type InlineFragmentNode, Kind, type OperationDefinitionNode, parse, type SelectionNode, visit } from 'graphql';
import type { FetchNode } from './plan.ts';

/** The operation of a call, its fragments unfolded. */
export function readCall({ operation: text }: FetchNode): OperationDefinitionNode {
  const { definitions } = parse(text, { noLocation: true });
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('A call has no operation.');
  if (fragments.size === 0) return operation;
  return visit(operation, {
    FragmentSpread: ({ name, directives }): InlineFragmentNode | undefined => {
      const fragment = fragments.get(name.value);
      return fragment && { ...fragment, kind: Kind.INLINE_FRAGMENT, directives };
    },
  });
}

/** Whether a selection with these directives is asked for, by the values of the variables of conditions. */
export function isAsked(directives: SelectionNode['directives'], values: Readonly<Record<string, boolean>>): boolean {
  return (directives ?? []).every(({ name, arguments: given = [] }) => {
    const value = given.find((one) => one.name.value === 'if')?.value;
    if (!value || (name.value !== 'skip' && name.value !== 'include')) return true;
    const holds = value.kind === Kind.VARIABLE ? values[value.name.value] === true : value.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === 'include');
  });
}
