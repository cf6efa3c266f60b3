import { type GraphQLSchema, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ClientKeys, ReadOperation } from '../../planning/operation.ts';
import type { Run } from '../run.ts';
import { compileProjection } from './compileProjection.ts';

/** One operation is printed in as many ways as the values of its conditions allow; only those in use are kept. */
const MAX_WAYS = 32;

/** Prints the answer of a run as JSON, `null` when a null has risen to the top. Adds to the errors of the run. */
export type PrintAnswer = (run: Run, introspection: Readonly<Record<string, unknown>>) => string;

/**
 * Prepares the printing of an operation. `@skip` and `@include` cost nothing while an answer is printed: each combination of
 * their variables has a projection of its own, compiled when it first comes.
 */
export function createProjections(
  { operation, fragments }: ReadOperation,
  clientKeys: ClientKeys,
  schema: GraphQLSchema,
): PrintAnswer {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The graph has no ${operation.operation}.`);
  const names = conditionVariables([operation, ...fragments.values()]);
  const ways = new LRUCache<string, ReturnType<typeof compileProjection>>({ max: MAX_WAYS });
  return (run, introspection) => {
    const way = names.map((name) => (run.variables[name] === true ? '1' : '0')).join('');
    let print = ways.get(way);
    if (!print) {
      const conditions = Object.fromEntries(names.map((name) => [name, run.variables[name] === true]));
      print = compileProjection(root, operation.selectionSet, { schema, fragments, conditions, clientKeys });
      ways.set(way, print);
    }
    return print(run.data, { run, introspection, path: [], depth: 0, explained: null }) ?? 'null';
  };
}

function conditionVariables(nodes: readonly Parameters<typeof visit>[0][]): string[] {
  const names = new Set<string>();
  for (const node of nodes) {
    visit(node, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === 'Variable') names.add(value.name.value);
      },
    });
  }
  return [...names];
}
