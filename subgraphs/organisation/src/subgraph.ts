import path from 'node:path';
import { defineSubgraph } from '@union-graph/subgraph';
import { batches } from './batches.ts';
import { cardConstraints } from './card/constraints.ts';
import { entities, migrations } from './database.ts';
import { resolvers } from './resolvers.ts';

export const organisation = defineSubgraph({
  name: 'organisation',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  constraints: { ...cardConstraints },
});
