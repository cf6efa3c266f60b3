import { personalRows } from '@union-graph/subgraph';
import type { OutreachStatus } from '../schema.gen.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { OUTREACH_READERS } from './policy.ts';

/** Requests by id, and all of them, the latest first: one's own, and those of one's part of the tree, as in `seesOutreachRequest`. */
export const { byId: outreachRequest, all: outreachRequests } = personalRows<OutreachRequest, OutreachStatus>({
  entity: OutreachRequest,
  table: 'outreach_request',
  readers: OUTREACH_READERS,
  list: 'outreachRequests',
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
});
