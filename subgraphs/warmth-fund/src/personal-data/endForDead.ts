import { onDeath } from '@union-graph/subgraph';
import { stopAidOfDead } from '../aid/endAid.ts';
import { holdForHeirs } from '../disbursement/holdForHeirs.ts';
import { endFileOfDead } from '../hardship/endFile.ts';
import { reviewFilesOfDead } from '../hardship/personDied.ts';

/**
 * Ends with the word of a death what was for the person alone (the table «When a worker dies» of the README). It stands behind `followMembers` in the list of
 * handlers, so that what is begun at the same moment is refused or seen here.
 */
export const endForDead = onDeath('known_member', async (tx, { memberId }) => {
  await stopAidOfDead(tx, memberId);
  await endFileOfDead(tx, memberId);
  await holdForHeirs(tx, memberId);
  await reviewFilesOfDead(tx, memberId);
});
