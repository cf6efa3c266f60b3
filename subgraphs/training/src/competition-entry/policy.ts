import { hasRole } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Row {
  readonly memberId: string | null;
}

/** Workers enter for themselves, and step back themselves (domain rule 2.3.2). */
export const entryPolicy = definePolicy<Row>()({
  registerEntry: (viewer, { memberId }) => memberId !== null && viewer.personId === memberId && hasRole(viewer, 'MEMBER'),
  withdrawEntry: (viewer, { memberId }) => memberId !== null && viewer.personId === memberId,
});
