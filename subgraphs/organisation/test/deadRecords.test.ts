import { tryDeadRecords } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { buildWorker } from './builders/index.ts';

// @slow

tryDeadRecords(organisation, TRIALS, {
  keptIn: 'member',
  living: async ({ sql }) => (await buildWorker(sql)).id,
  goesOn: [
    // A membership that has ended by death refuses these as every state does: `INVALID_TRANSITION`.
    ...['leaveUnion', 'expelMember', 'recordDeath', 'withdrawDeath', 'retainMembership', 'resumeMembership'].map(
      (act) => `${act}.memberId`,
    ),
    // A record stays to be corrected, and relatives ask about the data of who has died (PIPL art. 49).
    ...['correctMember', 'requestMyData', 'requestErasure'].map((act) => `${act}.memberId`),
    // The cadre of this trial has no worker's record.
    'recordVisit.viewer',
  ],
});
