import { tryKnownRecords } from '@union-graph/testing';
import { training } from '../subgraph.ts';

tryKnownRecords(training, 'employment', { columns: 'employer_id', of: ({ employerId }) => ({ employer_id: employerId }) });

tryKnownRecords(training, 'member_place', {
  columns: 'scope_path, has_died',
  of: ({ isMember, hasDied }) => ({ scope_path: isMember ? '/city/110105/' : '/city/', has_died: hasDied }),
});
