import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Lag } from '../events/deliveries.ts';

/** The measurements of one process, in Prometheus' terms. */
export function makeMetrics(service: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  let readLags: () => Promise<readonly Lag[]> = async () => [];
  const lagGauge = (name: string, help: string, measure: (lag: Lag) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['subscriber'],
      registers,
      async collect() {
        this.reset();
        for (const lag of await readLags().catch(() => [])) this.set({ subscriber: lag.subscriber }, measure(lag));
      },
    });
  lagGauge('event_deliveries_waiting', 'Events that wait for a subscriber, 10000 at most.', ({ waiting }) => waiting);
  lagGauge(
    'event_delivery_lag_seconds',
    'How long the oldest event for a subscriber has waited.',
    ({ oldestSeconds }) => oldestSeconds,
  );
  lagGauge('event_deliveries_dead', 'Events that a subscriber refused until nobody tries any more.', ({ dead }) => dead);
  return {
    registry,
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
    events: new Counter({
      name: 'events_received_total',
      help: 'Events received, by type and outcome: handled, seen before, ignored, refused, or failed.',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    auditBroken: new Counter({
      name: 'audit_broken_total',
      help: 'Times the audit of mutations was found to be another one than this service wrote.',
      registers,
    }),
    deliveries: new Counter({
      name: 'event_deliveries_total',
      help: 'Events sent to a subscriber, by outcome: taken, refused, or away.',
      labelNames: ['subscriber', 'outcome'],
      registers,
    }),
    /** Has the lag of each subscriber told from now on. */
    watchLags: (read: () => Promise<readonly Lag[]>) => {
      readLags = read;
    },
    jobs: new Counter({
      name: 'jobs_total',
      help: 'Background jobs, by task and outcome.',
      labelNames: ['task', 'outcome'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
