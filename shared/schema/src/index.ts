export { LEVELS, type Level } from './levels.ts';
export { PERSON_TAGS } from './personTags.ts';
export { DISTRICT_CODES, isOrgCode } from './scalars/codes.ts';
export { scalars } from './scalars/index.ts';
export { loadSubgraphSdl, sharedSdl } from './sdl.ts';
