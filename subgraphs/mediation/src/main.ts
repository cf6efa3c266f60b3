import { startSubgraph } from '@union-graph/subgraph';
import { mediation } from './subgraph.ts';

await startSubgraph(mediation);
