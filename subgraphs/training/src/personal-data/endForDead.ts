import { memberListed } from '@union-graph/events';
import { civilDay, handle } from '@union-graph/subgraph';
import { endDelegationOfDead } from '../agency/endDelegation.ts';
import { withdrawEntriesOfDead } from '../competition-entry/withdrawForDead.ts';
import { releaseConversionsOfDead } from '../credit/releaseForDead.ts';
import { withdrawStudiesOfDead } from '../degree-application/withdrawForDead.ts';
import { cancelEnrolmentsOfDead } from '../enrolment/cancelForDead.ts';
import { declineReferralsOfDead } from '../job-referral/declineForDead.ts';
import { isLastWord } from '../member/place.ts';

/**
 * With the word of a death, in the same transaction: what only the person could have gone on with ends (the table «When a member dies» of the README).
 * It stands before `memberPlaced` in the list of handlers, since what it locks is locked before a member's row.
 */
export const endForDead = handle(memberListed, async (tx, { subject, aggregateversion, data }) => {
  if (data.hasDied !== true || !(await isLastWord(tx, subject, aggregateversion))) return;
  await cancelEnrolmentsOfDead(tx, subject);
  await withdrawEntriesOfDead(tx, subject, data.diedOn ?? civilDay(tx.now));
  await withdrawStudiesOfDead(tx, subject);
  await releaseConversionsOfDead(tx, subject);
  await declineReferralsOfDead(tx, subject);
  await endDelegationOfDead(tx, subject);
});
