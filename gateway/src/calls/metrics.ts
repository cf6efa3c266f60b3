import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { FaultKind } from './answer.ts';
import type { BreakerState } from './breaker.ts';
import type { SourceState } from './source.ts';

/** What is counted of the calls to subgraphs. `start` is a `performance.now()`. */
export interface CallMetrics {
  /** One call of an operation has ended. */
  called(subgraph: string, outcome: 'answered' | FaultKind, start: number): void;
  /** One HTTP request has ended; `fault` is empty when it was answered. */
  requested(subgraph: string, fault: '' | FaultKind, start: number): void;
  shared(subgraph: string): void;
  retried(subgraph: string): void;
  hedged(subgraph: string): void;
  hedgeWon(subgraph: string): void;
  /** Whose state is told. */
  watchSources(states: () => readonly SourceState[]): void;
}

/** OpenTelemetry's advice for durations of HTTP requests, in seconds. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const STATES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** Measurements with OpenTelemetry's names where it has some (`http.client.…`), and our own where not. */
export function makeCallMetrics(registry: Registry): CallMetrics {
  const registers = [registry];
  const labelNames = ['subgraph'] as const;
  const counter = (name: string, help: string) => new Counter({ name, help, labelNames, registers });
  const calls = new Histogram({
    name: 'subgraph_call_duration_seconds',
    help: 'Duration of the calls of operations to subgraphs, with waiting and retries, by outcome.',
    labelNames: ['subgraph', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const requests = new Histogram({
    name: 'http_client_request_duration_seconds',
    help: 'Duration of HTTP requests to subgraphs, from sending to the last byte; error_type is empty for an answer.',
    labelNames: ['subgraph', 'error_type'],
    buckets: SECONDS,
    registers,
  });
  const shared = counter('subgraph_calls_shared_total', 'Calls that were answered by the request of another one.');
  const retried = counter('subgraph_retries_total', 'Requests that were sent again after a fault.');
  const hedged = counter('subgraph_hedges_total', 'Requests that were sent a second time because the answer was late.');
  const won = counter('subgraph_hedges_won_total', 'Second requests that were answered first.');
  let states: () => readonly SourceState[] = () => [];
  const gauge = (name: string, help: string, value: (state: SourceState) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const state of states()) this.set({ subgraph: state.name }, value(state));
      },
    });
  gauge('http_client_active_requests', 'HTTP requests to subgraphs under way.', ({ active }) => active);
  gauge('subgraph_queue_length', 'Calls that wait for their turn.', ({ waiting }) => waiting);
  gauge('subgraph_breaker_state', '0 closed, 1 half open, 2 open.', ({ breaker }) => STATES[breaker]);
  return {
    called: (subgraph, outcome, start) => calls.observe({ subgraph, outcome }, (performance.now() - start) / 1000),
    requested: (subgraph, fault, start) => requests.observe({ subgraph, error_type: fault }, (performance.now() - start) / 1000),
    shared: (subgraph) => shared.inc({ subgraph }),
    retried: (subgraph) => retried.inc({ subgraph }),
    hedged: (subgraph) => hedged.inc({ subgraph }),
    hedgeWon: (subgraph) => won.inc({ subgraph }),
    watchSources: (given) => {
      states = given;
    },
  };
}
