import { onLife } from '@union-graph/subgraph';
import { releaseToLiving } from '../disbursement/holdForHeirs.ts';

/** Releases what waited for heirs when a death is taken back; what ended with the death stays ended. It stands behind `followMembers`, as `endForDead` does. */
export const resumeForLiving = onLife('known_member', releaseToLiving);
