import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { makeCallMetrics, SECONDS } from './calls/metrics.ts';
import { makePlanMetrics } from './planning/metrics.ts';

/** The measurements of one gateway, in Prometheus' terms. */
export function makeMetrics() {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'gateway' });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    calls: makeCallMetrics(registry),
    plans: makePlanMetrics(registry),
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests.',
      labelNames: ['route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    operations: new Counter({
      name: 'graphql_operations_total',
      help: 'Operations executed, by kind and by whether any error was told.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    operationDuration: new Histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Duration of operations, from the read request to the answer; names that are rare share "other".',
      labelNames: ['graphql_operation_name', 'graphql_operation_type'],
      buckets: SECONDS,
      registers,
    }),
    operationErrors: new Counter({
      name: 'graphql_operation_errors_total',
      help: 'Errors told to clients, by operation and code.',
      labelNames: ['graphql_operation_name', 'code'],
      registers,
    }),
    callsPerOperation: new Histogram({
      name: 'graphql_subgraph_calls_per_operation',
      help: 'Calls to subgraphs that one operation took.',
      buckets: [0, 1, 2, 3, 5, 8, 13, 21, 34],
      registers,
    }),
    cost: new Histogram({
      name: 'graphql_operation_cost',
      help: 'Estimated cost of the operations that were let through.',
      buckets: [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000],
      registers,
    }),
    refusals: new Counter({
      name: 'graphql_refusals_total',
      help: 'Errors told to clients, by code.',
      labelNames: ['code'],
      registers,
    }),
    generations: new Counter({
      name: 'supergraph_changes_total',
      help: 'Changes of the supergraph, by outcome (loaded, refused).',
      labelNames: ['outcome'],
      registers,
    }),
    accessRecords: new Histogram({
      name: 'access_log_group_records',
      help: 'Access records that one transaction wrote.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 500],
      registers,
    }),
    accessLogBroken: new Counter({
      name: 'access_log_broken_total',
      help: 'Times that the access log was found shorter than this gateway had written it.',
      registers,
    }),
    reachable: new Gauge({
      name: 'subgraph_reachable',
      help: '1 when the subgraph answered for its SDL last time.',
      labelNames: ['subgraph'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
