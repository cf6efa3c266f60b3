import { onDeath } from '@union-graph/subgraph';
import { endDelegationOfDead } from '../agency/endDelegation.ts';
import { withdrawEntriesOfDead } from '../competition-entry/withdrawForDead.ts';
import { releaseConversionsOfDead } from '../credit/releaseForDead.ts';
import { withdrawStudiesOfDead } from '../degree-application/withdrawForDead.ts';
import { cancelEnrolmentsOfDead } from '../enrolment/cancelForDead.ts';
import { declineReferralsOfDead } from '../job-referral/declineForDead.ts';

/**
 * What only the person could have gone on with ends (the table «When a member dies» of the README). It stands behind `memberPlaced` in the list of handlers, so that
 * what is begun at the same moment is refused or seen here.
 */
export const endForDead = onDeath('member_place', async (tx, { memberId, diedOn }) => {
  await cancelEnrolmentsOfDead(tx, memberId);
  await withdrawEntriesOfDead(tx, memberId, diedOn);
  await withdrawStudiesOfDead(tx, memberId);
  await releaseConversionsOfDead(tx, memberId);
  await declineReferralsOfDead(tx, memberId);
  await endDelegationOfDead(tx, memberId);
});
