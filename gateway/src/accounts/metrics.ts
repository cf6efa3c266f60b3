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
      help: 'Times that the access log was found shorter than this gateway had written it.',
      registers,
    }),
  };
}

export type AccountMetrics = ReturnType<typeof makeAccountMetrics>;
