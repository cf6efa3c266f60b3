import { tryPayloads } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

// A clerk who files the wish of somebody gets its receipt; the requests themselves are the person's and the privacy officer's to read.
tryPayloads(organisation, TRIALS, { receipts: ['requestMyData.request', 'requestErasure.request'] });
