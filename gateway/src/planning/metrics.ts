import { Counter, Histogram, type Registry } from 'prom-client';

/** Metrics of planning. */
export interface PlanMetrics {
  /** Counts one operation by what was known of it: its text, only its shape (the text without its literals), or neither. */
  operationFound(known: 'text' | 'shape' | 'none'): void;
  /** Counts one operation that was planned; `start` is a time of `performance.now()`. */
  planned(start: number): void;
}

export function makePlanMetrics(registry: Registry): PlanMetrics {
  const registers = [registry];
  const found = new Counter({
    name: 'graphql_operations_found_total',
    help: 'Operations by what was known of them: the text, the shape (the text but for literals), or none.',
    labelNames: ['known'],
    registers,
  });
  const planning = new Histogram({
    name: 'graphql_planning_duration_seconds',
    help: 'Duration of planning one operation.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  });
  return {
    operationFound: (known) => found.inc({ known }),
    planned: (start) => planning.observe((performance.now() - start) / 1000),
  };
}
