import type { Context as SubgraphContext } from '@union-graph/subgraph';
import type { batches } from './batches.ts';

export type Context = SubgraphContext<typeof batches>;
