import { startSubgraph } from '@union-graph/subgraph';
import { venues } from './subgraph.ts';

await startSubgraph(venues);
