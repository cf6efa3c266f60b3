import { type InlineFragmentNode, Kind, type OperationDefinitionNode, parse, visit } from 'graphql';
import { fragmentsOf } from '../operation/fragments.ts';
import type { FetchNode } from './plan.ts';

/** The operation of a fetch node, with its fragment spreads inlined. */
export function parseFetchOperation({ operationText }: FetchNode): OperationDefinitionNode {
  const document = parse(operationText, { noLocation: true });
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('A call has no operation.');
  if (fragments.size === 0) return operation;
  return visit(operation, {
    FragmentSpread: ({ name, directives }): InlineFragmentNode | undefined => {
      const fragment = fragments.get(name.value);
      return fragment && { ...fragment, kind: Kind.INLINE_FRAGMENT, directives };
    },
  });
}
