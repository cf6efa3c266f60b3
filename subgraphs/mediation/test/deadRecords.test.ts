import { tryDeadRecords } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryDeadRecords(mediation, TRIALS, {
  keptIn: 'known_member',
  // Whose relative somebody was stays a conflict of interest.
  goesOn: ['appointMediator.memberId'],
});
