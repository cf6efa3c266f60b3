import type { FormattedExecutionResult } from 'graphql';
import type { OperationCost } from '../checks/cost/compileCost.ts';
import { describePlan, planText } from '../planning/describePlan.ts';
import type { FetchNode } from '../planning/plan.ts';
import type { CallNote, Explanation } from '../request/explanation.ts';

/** The header by which a client asks for an explanation: `x-explain: 1`. */
export const EXPLAIN_HEADER = 'x-explain';

/** The cost formula of an operation, its variables, and the cost limit. */
interface CostContext {
  readonly cost: OperationCost | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly maxCost: number;
}

/** The content of `extensions.explain`: the plan, the calls, the time of each step, and the cost. */
export function explain(explanation: Explanation, { data }: FormattedExecutionResult, { cost, variables, maxCost }: CostContext) {
  const costs = cost && {
    estimated: cost.estimate(variables),
    actual: data ? cost.actual(data, variables) : null,
    limit: Number.isFinite(maxCost) ? maxCost : null,
  };
  return { ...describeSteps(explanation), cost: costs };
}

function describeSteps({ plan, known, calls, steps, elapsed }: Explanation) {
  const ids = new Map<FetchNode, number>();
  const described = plan && describePlan(plan, ids);
  const fetches = calls.map((call) => describeCall(call, ids));
  const note = (id: number): string => {
    const own = fetches.filter(({ fetch }) => fetch === id);
    if (own.length === 0) return ' (not made)';
    const noteOf = ({ ms, outcome, bytesReceived }: (typeof own)[number]): string =>
      ` ${ms} ms, ${bytesReceived} bytes${outcome === 'answered' ? '' : `, ${outcome}`}`;
    return own.map(noteOf).join(';');
  };
  return {
    plan: described,
    text: described && planText(described, note).split('\n'),
    known,
    fetches,
    timings: { ...Object.fromEntries(Object.entries(steps).map(([name, ms]) => [name, round(ms)])), total: round(elapsed()) },
  };
}

const describeCall = ({ node, startedAt, ms, ...call }: CallNote, ids: ReadonlyMap<FetchNode, number>) => ({
  fetch: ids.get(node) ?? null,
  service: node.subgraph,
  startedAt: round(startedAt),
  ms: ms === null ? null : round(ms),
  ...call,
});

const round = (ms: number): number => Math.round(ms * 100) / 100;
