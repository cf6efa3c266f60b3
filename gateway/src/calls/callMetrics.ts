import { DURATION_BUCKETS } from '@union-graph/subgraph';
import { type Aggregator, Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BreakerState } from './circuitBreaker.ts';
import type { ClientState } from './subgraphClient.ts';
import type { FaultKind } from './subgraphFault.ts';

/** Metrics of the calls to subgraphs. `start` is a `performance.now()`. */
export interface CallMetrics {
  /** One call of an operation has ended. */
  called(subgraph: string, outcome: 'answered' | FaultKind, start: number): void;
  /** One HTTP request of a call has ended; `fault` is empty when it was answered. */
  requested(subgraph: string, fault: '' | FaultKind, start: number): void;
  shared(subgraph: string): void;
  retried(subgraph: string): void;
  hedged(subgraph: string): void;
  hedgeWon(subgraph: string): void;
  /** Sets where the gauges read the state of the sources. */
  observeClients(states: () => readonly ClientState[]): void;
}

const BREAKER_STATE_VALUES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** Registers the metrics, under OpenTelemetry's names where it defines them (`http.client.…`). */
export function makeCallMetrics(registry: Registry): CallMetrics {
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, labelNames: ['subgraph'] as const, registers });
  const calls = new Histogram({
    name: 'subgraph_call_duration_seconds',
    help: 'Duration of the calls of operations to subgraphs, waiting and retries included, by outcome.',
    labelNames: ['subgraph', 'outcome'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const requests = new Histogram({
    name: 'http_client_request_duration_seconds',
    help: 'Duration of HTTP requests to subgraphs, from sending to the last byte; error_type is empty for an answer.',
    labelNames: ['subgraph', 'error_type'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const shared = counter('subgraph_calls_shared_total', 'Calls that shared the request of an equal call in flight.');
  const retried = counter('subgraph_retries_total', 'Requests that were retried after a fault.');
  const hedged = counter('subgraph_hedges_total', 'Hedged requests: sent a second time because the first was slow.');
  const won = counter('subgraph_hedges_won_total', 'Hedged requests that were answered before the first one.');
  return {
    called: (subgraph, outcome, start) => calls.observe({ subgraph, outcome }, (performance.now() - start) / 1000),
    requested: (subgraph, fault, start) => requests.observe({ subgraph, error_type: fault }, (performance.now() - start) / 1000),
    shared: (subgraph) => shared.inc({ subgraph }),
    retried: (subgraph) => retried.inc({ subgraph }),
    hedged: (subgraph) => hedged.inc({ subgraph }),
    hedgeWon: (subgraph) => won.inc({ subgraph }),
    observeClients: makeClientGauges(registry),
  };
}

/** Registers the gauges of the subgraph clients. Returns the function that sets where their states are read. */
function makeClientGauges(registry: Registry): CallMetrics['observeClients'] {
  let states: () => readonly ClientState[] = () => [];
  const gauge = (name: string, help: string, value: (state: ClientState) => number, aggregator: Aggregator = 'sum') =>
    new Gauge({
      name,
      help,
      aggregator,
      labelNames: ['subgraph'],
      registers: [registry],
      collect() {
        for (const state of states()) this.set({ subgraph: state.name }, value(state));
      },
    });
  gauge('http_client_active_requests', 'HTTP requests to subgraphs in flight.', ({ active }) => active);
  gauge('subgraph_queue_length', 'Calls that wait in the queue of the concurrency limiter.', ({ waiting }) => waiting);
  gauge(
    'subgraph_breaker_state',
    'State of the circuit breaker: 0 closed, 1 half open, 2 open.',
    ({ breaker }) => BREAKER_STATE_VALUES[breaker],
    'max',
  );
  return (readStates) => {
    states = readStates;
  };
}
