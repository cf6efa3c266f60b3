import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Histogram buckets that OpenTelemetry recommends for durations of HTTP requests, in seconds. */
export const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** The registry of one process, with the metrics of Node.js itself. Every metric has the label `service`. */
export function openRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Registers the metrics of HTTP requests that the gateway and the subgraphs have in common. */
export function makeRequestMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests.',
      labelNames: ['route', 'status'],
      buckets: DURATION_BUCKETS,
      registers,
    }),
    refusals: new Counter({
      name: 'graphql_refusals_total',
      help: 'Errors told to clients, by code.',
      labelNames: ['code'],
      registers,
    }),
  };
}
