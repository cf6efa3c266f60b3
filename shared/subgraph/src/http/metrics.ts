import { Counter, Gauge, type Registry } from 'prom-client';
import type { Lag } from '../events/deliveries.ts';
import { makeRequestMetrics, openRegistry } from './requestMetrics.ts';

/** The metrics of one subgraph, in Prometheus' terms. */
export function makeSubgraphMetrics(service: string) {
  const registry = openRegistry(service);
  return { registry, ...makeRequestMetrics(registry), ...makeErrorMetrics(registry), ...makeEventMetrics(registry) };
}

function makeErrorMetrics(registry: Registry) {
  const registers = [registry];
  return {
    masked: new Counter({
      name: 'graphql_masked_errors_total',
      help: 'Errors hidden from clients; each is in the log.',
      registers,
    }),
    auditBroken: new Counter({
      name: 'audit_broken_total',
      help: 'Times the audit of mutations was found to be another one than this service wrote.',
      registers,
    }),
  };
}

function makeEventMetrics(registry: Registry) {
  const registers = [registry];
  return {
    events: new Counter({
      name: 'events_received_total',
      help: 'Events received, by type and outcome: handled, seen before, ignored, refused, or failed.',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    deliveries: new Counter({
      name: 'event_deliveries_total',
      help: 'Events sent to a subscriber, by outcome: taken, refused, or away.',
      labelNames: ['subscriber', 'outcome'],
      registers,
    }),
    /** Sets where the lag of each subscriber is read. */
    watchLags: makeLagGauges(registry),
    jobs: new Counter({
      name: 'jobs_total',
      help: 'Background jobs, by task and outcome.',
      labelNames: ['task', 'outcome'],
      registers,
    }),
  };
}

type ReadLags = () => Promise<readonly Lag[]>;

/** Registers the gauges of deliveries to subscribers. Returns the function that sets where they are read. */
function makeLagGauges(registry: Registry): (read: ReadLags) => void {
  let readLags: ReadLags = async () => [];
  const gauge = (name: string, help: string, measure: (lag: Lag) => number) =>
    new Gauge({
      name,
      help,
      // Several workers of one gateway read the same rows.
      aggregator: 'max',
      labelNames: ['subscriber'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const lag of await readLags().catch(() => [])) this.set({ subscriber: lag.subscriber }, measure(lag));
      },
    });
  gauge('event_deliveries_waiting', 'Events that wait for a subscriber, 10000 at most.', ({ waiting }) => waiting);
  gauge(
    'event_delivery_lag_seconds',
    'How long the oldest event for a subscriber has waited.',
    ({ oldestSeconds }) => oldestSeconds,
  );
  gauge('event_deliveries_dead', 'Events that a subscriber refused until nobody tries any more.', ({ dead }) => dead);
  return (read) => {
    readLags = read;
  };
}

export type Metrics = ReturnType<typeof makeSubgraphMetrics>;
