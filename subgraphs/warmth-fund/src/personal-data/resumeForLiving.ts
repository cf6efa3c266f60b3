import { onLife, sql } from '@union-graph/subgraph';
import { takeDeathBack } from '../claim/takeDeathBack.ts';
import { releaseToLiving } from '../disbursement/holdForHeirs.ts';

/**
 * Releases what waited for heirs when a death is taken back, and closes the claims for it; what ended with the death stays ended. It stands behind
 * `followMembers`, as `endForDead` does.
 */
export const resumeForLiving = onLife('known_member', {
  refersToDeath: (memberId) => sql`(
    exists (select from disbursement d where d.member_id = ${memberId} and (d.waits_for_heirs or d.named_since_death))
    or exists (select from mutual_aid_claim c where c.member_id = ${memberId} and c.event = 'DEATH' and c.status <> 'REJECTED' and not c.death_taken_back))`,
  run: async (tx, memberId) => {
    await releaseToLiving(tx, memberId);
    await takeDeathBack(tx, memberId);
  },
});
