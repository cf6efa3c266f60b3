import { startSubgraph } from '@union-graph/subgraph';
import { training } from './subgraph.ts';

await startSubgraph(training);
