import { tryKnownRecords } from '@union-graph/testing';
import { venues } from '../subgraph.ts';

tryKnownRecords(venues, 'member_place', {
  columns: 'scope_path',
  of: ({ isMember }) => ({ scope_path: isMember ? '/city/110105/' : '/city/' }),
});
