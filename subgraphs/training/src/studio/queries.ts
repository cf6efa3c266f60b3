import { type Batch, columns, inOrder, type PageSource, rows, sql } from '@union-graph/subgraph';
import { InnovationStudio } from './InnovationStudio.ts';

/** Studios by id; public. */
export const innovationStudio: Batch<string, InnovationStudio | null> = async ({ db }, ids) => {
  const found = await rows<InnovationStudio>(
    db,
    sql`select ${columns(InnovationStudio, 's')} from innovation_studio s where s.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** All studios, the latest first. */
export const innovationStudios: PageSource<InnovationStudio> = {
  name: 'innovationStudios',
  select: () => sql`select ${columns(InnovationStudio, 's')} from innovation_studio s`,
  order: [
    { by: 'namedAt', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
