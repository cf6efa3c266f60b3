import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { DegreeProgramme } from './DegreeProgramme.ts';

/** All programmes, by major; public. */
export const degreeProgrammes: PageSource<DegreeProgramme> = {
  name: 'degreeProgrammes',
  select: () => sql`select ${columns(DegreeProgramme, 'p')} from degree_programme p`,
  order: [
    { by: 'majorZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
