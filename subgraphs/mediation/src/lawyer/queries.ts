import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { Lawyer } from './Lawyer.ts';

/** The lawyers of the city; public. */
export const lawyers: PageSource<Lawyer> = {
  name: 'lawyers',
  select: () => sql`select ${columns(Lawyer, 'l')} from lawyer l`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
