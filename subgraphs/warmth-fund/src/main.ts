import { startSubgraph } from '@union-graph/subgraph';
import { warmthFund } from './subgraph.ts';

await startSubgraph(warmthFund);
