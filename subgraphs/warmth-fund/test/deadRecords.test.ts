import { tryDeadRecords } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryDeadRecords(warmthFund, TRIALS, {
  keptIn: 'known_member',
  // What was due to somebody is paid after them, and staff write down a claim for the family.
  goesOn: ['requestDisbursement.memberId', 'submitClaim.memberId'],
});
