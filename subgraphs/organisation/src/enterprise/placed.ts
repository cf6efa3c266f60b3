import type { NewEvent } from '@union-graph/subgraph';
import type { Enterprise } from './Enterprise.ts';

/** Where an employer is and which union it belongs to, for services that count employers with a union (IND-02, IND-03). */
export const placed = ({ id, version, districtCode, aboveScale }: Enterprise, unionId: string | null): NewEvent => ({
  type: 'enterprise.placed',
  aggregateId: id,
  aggregateVersion: version,
  data: { districtCode, aboveScale, unionId },
});
