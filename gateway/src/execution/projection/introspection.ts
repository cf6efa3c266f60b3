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
import type { Run } from '../run.ts';
import { writeJson } from './output.ts';
import { NULL, type Print, WRITTEN } from './print.ts';
import type { Selecting } from './selections.ts';

/** What printing `__schema` and `__type` needs. */
export interface Introspecting extends Selecting {
  readonly variableDefinitions: readonly VariableDefinitionNode[];
}

/**
 * Compiles `__schema` or `__type`, which the gateway answers itself wherever an object of the query type stands. The nodes of one
 * response key are answered as one field of a query of their own, so that graphql-js does all that lies below.
 */
export function compileIntrospection(nodes: readonly FieldNode[], introspecting: Introspecting): Print {
  const { schema } = introspecting;
  const document = documentOf(nodes, introspecting);
  const answer = ({ variables }: Run): unknown => {
    const { data, errors } = executeSync({ schema, document, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    return data?.[KEY];
  };
  return (_, { run, out }) => {
    const value = answer(run);
    if (value === null || value === undefined) return NULL;
    writeJson(out, JSON.stringify(value));
    return WRITTEN;
  };
}

/** The response key of the one field of such a query. */
const KEY = 'schema';

function documentOf(nodes: readonly FieldNode[], { fragments, variableDefinitions }: Introspecting): DocumentNode {
  const spread = new Map<string, FragmentDefinitionNode>();
  const used = new Set<string>();
  const look = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || spread.has(name.value)) return;
        spread.set(name.value, fragment);
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
      ...spread.values(),
    ],
  };
}
