import { personalRows } from '@union-graph/subgraph';
import type { HardshipStatus } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { FILE_READERS } from './policy.ts';

/** Files by id, and all of them, the latest first: one's own, and those of one's part of the tree, as in `seesFile`. */
export const { byId: hardshipFile, all: hardshipFiles } = personalRows<HardshipFile, HardshipStatus>({
  entity: HardshipFile,
  table: 'hardship_file',
  member: 'head_member_id',
  readers: FILE_READERS,
  list: 'hardshipFiles',
  order: [
    { by: 'openedOn', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
});
