import { Counter, Histogram, type Registry } from 'prom-client';

/** Metrics of the access log. */
export function makeAccountMetrics(registry: Registry) {
  const registers = [registry];
  return {
    accessRecords: new Histogram({
      name: 'access_log_group_records',
      help: 'Access records that one transaction wrote.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 500],
      registers,
    }),
    accessLogBroken: new Counter({
      name: 'access_log_broken_total',
      help: 'Times that a record written by this gateway was found missing or changed in the access log.',
      registers,
    }),
    auditHeadsBroken: new Counter({
      name: 'audit_head_broken_total',
      help: 'Times that a service told of less in its audit of mutations than this gateway had seen, or of another seal; under "witness", that lines outside of the databases were not signed by it.',
      labelNames: ['subgraph'],
      registers,
    }),
  };
}

export type AccountMetrics = ReturnType<typeof makeAccountMetrics>;
