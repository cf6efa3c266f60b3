import { ANONYMOUS } from '@union-graph/identity';
import { type FormattedExecutionResult, parse, validate } from 'graphql';
import { pino } from 'pino';
import type { Masks } from '../src/agreements/masks/mask.ts';
import { DEFAULT_CALL_SETTINGS } from '../src/calls/callSettings.ts';
import { createCallTimer } from '../src/calls/callTimer.ts';
import { createSubgraphClient } from '../src/calls/subgraphClient.ts';
import { createExecutorBuilder } from '../src/execution/executor.ts';
import { bodyOf, sentOf } from '../src/execution/printedData.ts';
import { makeGatewayMetrics } from '../src/metrics.ts';
import { resolveOperation } from '../src/operation/resolveOperation.ts';
import { executionContext } from '../src/request/context.ts';
import { createDeadline } from '../src/request/deadline.ts';
import { compose } from '../src/supergraph/compose.ts';
import { readSupergraph } from '../src/supergraph/reading/supergraph.ts';
import { type Definition, type FixtureSubgraph, startSubgraph } from './subgraph.ts';

export interface Federation {
  /** The answer to an operation. Its errors are not formatted for clients. */
  ask(query: string, variables?: Record<string, unknown>, masks?: Masks | null): Promise<FormattedExecutionResult>;
  readonly subgraphs: Readonly<Record<string, FixtureSubgraph>>;
  stop(): Promise<void>;
}

/** The timeout of calls: long enough for a busy machine. */
const CALLING_MS = 120_000;

/** Starts real subgraphs and an executor over them. */
export async function startFederation(definitions: Readonly<Record<string, Definition>>): Promise<Federation> {
  const started = await Promise.all(Object.entries(definitions).map(([name, definition]) => startSubgraph(name, definition)));
  const supergraphSdl = compose(started.map(({ name, url }) => ({ name, url, sdl: definitions[name]?.sdl ?? '' })));
  const log = pino({ level: 'silent' });
  const { calls: metrics } = makeGatewayMetrics();
  const timer = createCallTimer();
  const sourceOf = (name: string, url: string) =>
    createSubgraphClient({
      name,
      url,
      settings: { ...DEFAULT_CALL_SETTINGS, timeoutMs: CALLING_MS },
      passport: null,
      metrics,
      timer,
    });
  const { schema, run } = await createExecutorBuilder({ clientFor: sourceOf, foreign: true, isLogged: false, log })(
    readSupergraph(supergraphSdl),
  );
  return {
    subgraphs: Object.fromEntries(started.map((subgraph) => [subgraph.name, subgraph])),
    ask: async (query, variables = {}, masks = null) => {
      const document = parse(query);
      const faults = validate(schema, document);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      const context = executionContext({
        viewer: ANONYMOUS,
        requestId: 'test',
        testNow: undefined,
        deadline: createDeadline(CALLING_MS),
        masks,
        log,
      });
      const operation = resolveOperation(schema, document, null);
      const result = await run({ document, text: query, operation, variables }, context);
      return JSON.parse(sentOf(bodyOf(result as FormattedExecutionResult)).toString()) as FormattedExecutionResult;
    },
    stop: async () => {
      await Promise.all(started.map((subgraph) => subgraph.stop()));
    },
  };
}
