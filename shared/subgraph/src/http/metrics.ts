import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The measurements of one process, in Prometheus' terms. */
export function makeMetrics(service: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
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
      help: 'Events received, by type and outcome.',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    auditBroken: new Counter({
      name: 'audit_broken_total',
      help: 'Times the audit of mutations was found to be another one than this service wrote.',
      registers,
    }),
    jobs: new Counter({
      name: 'jobs_total',
      help: 'Background jobs, by task and outcome.',
      labelNames: ['task', 'outcome'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
