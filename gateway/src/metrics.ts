import { openRegistry } from '@union-graph/subgraph';
import { makeAccountMetrics } from './accounts/metrics.ts';
import { makeCallMetrics } from './calls/callMetrics.ts';
import { makeGenerationMetrics } from './generations/metrics.ts';
import { makeHttpMetrics } from './http/metrics.ts';
import { makePlanMetrics } from './planning/metrics.ts';

/** The Prometheus metrics of one gateway, by the folder that measures them. */
export function makeGatewayMetrics() {
  const registry = openRegistry('gateway');
  return {
    registry,
    calls: makeCallMetrics(registry),
    plans: makePlanMetrics(registry),
    generations: makeGenerationMetrics(registry),
    accounts: makeAccountMetrics(registry),
    http: makeHttpMetrics(registry),
  };
}
