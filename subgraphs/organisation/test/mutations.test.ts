import { listTrials, type Trials } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { peopleTrials } from './mutations/people.ts';
import { placeTrials } from './mutations/places.ts';
import { staffTrials } from './mutations/staff.ts';
import { structureTrials } from './mutations/structure.ts';
import { workTrials } from './mutations/work.ts';

const TRIALS: Trials = { ...structureTrials, ...placeTrials, ...peopleTrials, ...staffTrials, ...workTrials };

listTrials(organisation, TRIALS);
