import { onLife } from '@union-graph/subgraph';
import { releaseToLiving } from '../disbursement/holdForHeirs.ts';

/** Gives back, when a death is taken back, what had waited for heirs; what had ended with the death stays ended. It stands behind `followMembers`, as `endForDead`. */
export const resumeForLiving = onLife('known_member', releaseToLiving);
