import { ownValue } from '../calls/data.ts';
import { fetchesOf, type PlanNode, type SequenceNode } from '../planning/plan.ts';
import type { CompileDependencies } from './caller.ts';
import { compileFetch } from './compileFetch.ts';
import type { CompiledNode, Run } from './run.ts';

/** Compiles a plan into one function that runs it. */
export function compilePlan(node: PlanNode | null, dependencies: CompileDependencies): CompiledNode {
  switch (node?.kind) {
    case 'fetch':
      return compileFetch(node, dependencies);
    case 'sequence':
      return inSequence(
        node.nodes.map((inner) => compilePlan(inner, dependencies)),
        node.nonNullKeys,
      );
    case 'parallel':
      return compileParallel(node.nodes, dependencies);
    default:
      return () => undefined;
  }
}

/** Nodes whose first call is nearest to the root start first. They replace equal objects by one, which later nodes then visit once. */
const compileParallel = (nodes: readonly PlanNode[], dependencies: CompileDependencies): CompiledNode =>
  inParallel(
    [...nodes].sort((one, other) => firstCallDepth(one) - firstCallDepth(other)).map((node) => compilePlan(node, dependencies)),
  );

/** The length of the shortest path of a node's first call. */
function firstCallDepth(node: PlanNode): number {
  const paths = fetchesOf(node)[0]?.entities.flatMap((batch) => batch.paths) ?? [];
  return paths.length === 0 ? 0 : Math.min(...paths.map(({ length }) => length));
}

function inSequence(steps: readonly CompiledNode[], nonNullKeys: SequenceNode['nonNullKeys'] = []): CompiledNode {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  const runFrom = (start: number, run: Run): Promise<void> | undefined => {
    for (let at = start; at < steps.length; at++) {
      if (nonNullKeys[at - 1]?.some((key) => (ownValue(run.data, key) ?? null) === null)) return undefined;
      const pending = steps[at]?.(run);
      if (pending) return pending.then(() => runFrom(at + 1, run));
    }
    return undefined;
  };
  return (run) => runFrom(0, run);
}

function inParallel(steps: readonly CompiledNode[]): CompiledNode {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const promise = step(run);
      if (promise) pending.push(promise);
    }
    return pending.length > 1 ? Promise.all(pending).then(() => undefined) : pending[0];
  };
}
