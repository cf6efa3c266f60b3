import { Counter, Gauge, type Registry } from 'prom-client';

/** Metrics of the supergraph and of its subgraphs. */
export function makeGenerationMetrics(registry: Registry) {
  const registers = [registry];
  return {
    generations: new Counter({
      name: 'supergraph_changes_total',
      help: 'Changes of the supergraph, by outcome (loaded, refused).',
      labelNames: ['outcome'],
      registers,
    }),
    reachable: new Gauge({
      name: 'subgraph_reachable',
      help: '1 when the subgraph answered for its SDL last time.',
      labelNames: ['subgraph'],
      // Of several workers the one that sees least.
      aggregator: 'min',
      registers,
    }),
  };
}

export type GenerationMetrics = ReturnType<typeof makeGenerationMetrics>;
