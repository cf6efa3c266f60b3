import { tryUnreadable } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryUnreadable(mediation, TRIALS, {
  // Employers are on a public register, and the hours of duty are public.
  isPublic: ['applyForMediation.enterpriseId', 'cancelDuty.shiftId', 'askDutySwap.shiftId'],
});
