import { Refusal } from '@union-graph/subgraph';

export const outreachConstraints = {
  outreach_request_no_overlap: () =>
    new Refusal('SLOT_TAKEN', 'Another union comes into the facility in part of that time.', { field: 'start' }),
};
