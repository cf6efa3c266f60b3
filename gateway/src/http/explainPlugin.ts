import type { ApolloServerPlugin } from '@apollo/server';
import type { Viewer } from '@union-graph/identity';
import type { Graph } from '../generations/graph.ts';
import { describePlan, planText } from '../planning/describePlan.ts';
import type { FetchNode } from '../planning/plan.ts';
import type { RequestContext } from '../request/context.ts';
import { type CallNote, createExplanation, type Explanation } from '../request/explanation.ts';

/** A request with this header, of the value `1`, asks how it is answered. */
const HEADER = 'x-explain';

interface ExplainOptions {
  readonly graph: Graph;
  /** The most that one operation may cost; infinite when there is no limit. */
  readonly maxCost: number;
  readonly mayAsk: (viewer: Viewer) => boolean;
}

/**
 * Tells those who may ask how their operation was answered: `extensions.explain` has the plan, each call, how long each step took, and the
 * cost. For everyone else, and whenever nobody asks, nothing is noted.
 */
export const createExplainPlugin = ({ graph, maxCost, mayAsk }: ExplainOptions): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async ({ request, contextValue }) => {
    if (request.http?.headers.get(HEADER) !== '1' || !mayAsk(contextValue.viewer)) return undefined;
    const explanation = createExplanation();
    contextValue.explanation = explanation;
    return {
      parsingDidStart: async () => endOf(explanation.step('parse')),
      validationDidStart: async () => endOf(explanation.step('validate')),
      willSendResponse: async ({ document, operation, schema, request: { variables = {} }, response: { body } }) => {
        if (body.kind !== 'single') return;
        const result = body.singleResult;
        const cost = document && operation && schema ? graph.generationOf(schema).costs.of(document, operation) : null;
        const costs = cost && {
          estimated: cost.estimate(variables),
          actual: result.data ? cost.actual(result.data, variables) : null,
          limit: Number.isFinite(maxCost) ? maxCost : null,
        };
        result.extensions = { ...result.extensions, explain: { ...explain(explanation), cost: costs } };
      },
    };
  },
});

const endOf = (end: () => void) => async () => end();

function explain({ plan, known, calls, steps, elapsed }: Explanation) {
  const ids = new Map<FetchNode, number>();
  const described = plan && describePlan(plan, ids);
  const fetches = calls.map((call) => describeCall(call, ids));
  const note = (id: number): string => {
    const own = fetches.filter(({ fetch }) => fetch === id);
    return own.length === 0
      ? ' (not made)'
      : own
          .map(
            ({ ms, outcome, bytesReceived }) =>
              ` ${ms} ms, ${bytesReceived} bytes${outcome === 'answered' ? '' : `, ${outcome}`}`,
          )
          .join(';');
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
  service: node.service,
  startedAt: round(startedAt),
  ms: ms === null ? null : round(ms),
  ...call,
});

const round = (ms: number): number => Math.round(ms * 100) / 100;
