import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Lag } from '../events/deliveries.ts';

/** The metrics of one process, in Prometheus' terms. */
export function makeMetrics(service: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return { registry, ...makeRequestMetrics(registry), ...makeEventMetrics(registry) };
}

function makeRequestMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests.',
      labelNames: ['route', 'status'],
      registers,
    }),
    refusals: new Counter({
      name: 'graphql_refusals_total',
      help: 'Errors told to clients, by code.',
      labelNames: ['code'],
      registers,
    }),
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

export type Metrics = ReturnType<typeof makeMetrics>;
