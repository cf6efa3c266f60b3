import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { toByteString } from '../../operation/byteString.ts';
import type { Run } from '../run.ts';
import type { SelectionContext } from './collectFields.ts';
import { writeJson } from './output.ts';
import { NULL, type PrintValue, WRITTEN } from './printValue.ts';

/** The parts of an operation that `__schema` and `__type` use. */
export interface IntrospectionContext extends SelectionContext {
  readonly variableDefinitions: readonly VariableDefinitionNode[];
}

/**
 * Compiles `__schema` or `__type`, which the gateway answers itself wherever the query type is selected. The field nodes of one response
 * key become a query of their own, which graphql-js executes.
 */
export function compileIntrospection(nodes: readonly FieldNode[], context: IntrospectionContext): PrintValue {
  const { schema } = context;
  const document = introspectionDocument(nodes, context);
  const answer = ({ variables }: Run): unknown => {
    const { data, errors } = executeSync({ schema, document, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    return data?.[KEY];
  };
  return (_, { run, out }) => {
    const value = answer(run);
    if (value === null || value === undefined) return NULL;
    writeJson(out, toByteString(JSON.stringify(value)));
    return WRITTEN;
  };
}

/** The response key of the one field of such a query. */
const KEY = 'schema';

function introspectionDocument(
  nodes: readonly FieldNode[],
  { fragments, variableDefinitions }: IntrospectionContext,
): DocumentNode {
  const usedFragments = new Map<string, FragmentDefinitionNode>();
  const used = new Set<string>();
  const look = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || usedFragments.has(name.value)) return;
        usedFragments.set(name.value, fragment);
        look(fragment);
      },
    });
  };
  nodes.forEach(look);
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
        selectionSet: {
          kind: Kind.SELECTION_SET,
          selections: nodes.map((node) => ({ ...node, alias: { kind: Kind.NAME, value: KEY }, directives: [] })),
        },
      },
      ...usedFragments.values(),
    ],
  };
}
