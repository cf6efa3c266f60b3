import { takeAsRows } from '@union-graph/subgraph';
import { OutreachRequest } from './OutreachRequest.ts';

/** A request to 12351 that is handed to venues becomes a request for outreach (J-05). */
export const requestDispatched = takeAsRows({ target: 'VENUES', entity: OutreachRequest, firstStatus: 'SUBMITTED' });
