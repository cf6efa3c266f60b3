import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { degreeTrials, sponsorshipTrials } from './degrees.ts';

tryMutations(training, { ...degreeTrials, ...sponsorshipTrials });
