import type { Trials } from '@union-graph/testing';
import { peopleTrials } from './mutations/people.ts';
import { placeTrials } from './mutations/places.ts';
import { staffTrials } from './mutations/staff.ts';
import { structureTrials } from './mutations/structure.ts';
import { workTrials } from './mutations/work.ts';

/** Every mutation of organisation. */
export const TRIALS: Trials = {
  ...structureTrials,
  ...placeTrials,
  ...peopleTrials,
  ...staffTrials,
  ...workTrials,
};
