import { tryKnownRecords } from '@union-graph/testing';
import { venues } from '../subgraph.ts';

tryKnownRecords(venues, 'member_place', {
  columns: 'scope_path, has_died',
  of: ({ isMember, hasDied }) => ({ scope_path: isMember ? '/city/110105/' : '/city/', has_died: hasDied }),
});
