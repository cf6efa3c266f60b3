import { type Trials, tryPayloads } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { peopleTrials } from './mutations/people.ts';
import { placeTrials } from './mutations/places.ts';
import { staffTrials } from './mutations/staff.ts';
import { structureTrials } from './mutations/structure.ts';
import { workTrials } from './mutations/work.ts';

// @slow

const TRIALS: Trials = { ...structureTrials, ...placeTrials, ...peopleTrials, ...staffTrials, ...workTrials };

// A clerk who files the wish of somebody gets its receipt; the requests themselves are the person's and the privacy officer's to read.
tryPayloads(organisation, TRIALS, { receipts: ['requestMyData.request', 'requestErasure.request'] });
