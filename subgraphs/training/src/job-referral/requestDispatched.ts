import { takeAsRows } from '@union-graph/subgraph';
import { JobReferral } from './JobReferral.ts';

/** A request to 12351 that is handed to training becomes a referral to work (J-05). */
export const requestDispatched = takeAsRows({ target: 'TRAINING', entity: JobReferral, firstStatus: 'REFERRED' });
