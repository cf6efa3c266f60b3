import { DURATION_BUCKETS, makeRequestMetrics } from '@union-graph/subgraph';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Metrics of HTTP requests and GraphQL operations. */
export function makeHttpMetrics(registry: Registry) {
  const registers = [registry];
  return {
    ...makeRequestMetrics(registry),
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
      buckets: DURATION_BUCKETS,
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
  };
}

export type HttpMetrics = ReturnType<typeof makeHttpMetrics>;
