import { listTrials, tryMutations } from '@union-graph/testing';
import { agreementTrials } from '../../test/mutations/agreements.ts';
import { otherTrials } from '../../test/mutations/others.ts';
import { registryTrials } from '../../test/mutations/registry.ts';
import { openWorld } from '../../test/mutations/world.ts';

const TRIALS = { ...agreementTrials, ...registryTrials, ...otherTrials };
const governance = openWorld();

listTrials(governance, TRIALS);
tryMutations(governance, TRIALS);
