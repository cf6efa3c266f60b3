import { startSubgraph } from '@union-graph/subgraph';
import { organisation } from './subgraph.ts';

await startSubgraph(organisation);
