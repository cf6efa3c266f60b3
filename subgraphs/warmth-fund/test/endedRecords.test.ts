import { tryEndedRecords } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryEndedRecords(warmthFund, TRIALS, { keptByLaw: ['requestDisbursement.memberId'] });
