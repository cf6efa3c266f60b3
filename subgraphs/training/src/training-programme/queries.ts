import { columns, type PageSource, raw, sql } from '@union-graph/subgraph';
import { TrainingProgramme } from './TrainingProgramme.ts';

/** All programmes, the latest year first; public. */
export const trainingProgrammes: PageSource<TrainingProgramme, { readonly year?: number | null }> = {
  name: 'trainingProgrammes',
  select: ({ year }) => sql`select ${columns(TrainingProgramme, 'p')} from training_programme p
    where ${year == null ? raw('true') : sql`p.year = ${year}`}`,
  order: [
    { by: 'year', type: 'int', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
