import { listTrials, tryMutations } from '@union-graph/testing';
import { agreementTrials } from '../../test/mutations/agreements.ts';
import { OF_SOME_ROWS } from '../../test/mutations/ofSomeRows.ts';
import { otherTrials } from '../../test/mutations/others.ts';
import { registryTrials } from '../../test/mutations/registry.ts';
import { openWorld } from '../../test/mutations/world.ts';

const TRIALS = { ...agreementTrials, ...registryTrials, ...otherTrials };
const governance = openWorld();

listTrials(governance, TRIALS, OF_SOME_ROWS);
tryMutations(governance, TRIALS);
