export { LEVELS, type Level } from './levels.ts';
export { loadSubgraphSdl, sharedSdl } from './sdl.ts';
export { isOrgCode } from './scalars/codes.ts';
export { scalars } from './scalars/index.ts';
