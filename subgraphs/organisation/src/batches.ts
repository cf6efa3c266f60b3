import { card } from './card/loaders.ts';
import { district } from './district/loaders.ts';
import { member } from './member/loaders.ts';
import { servicePoint } from './service-point/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = { card, district, member, servicePoint };
