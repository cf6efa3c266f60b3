import { coreHash, type NewEvent, nameHash } from '@union-graph/subgraph';
import type { Enterprise } from './Enterprise.ts';

/**
 * Where an employer is and which union it belongs to, for services that count employers with a union (IND-02, IND-03); and the
 * hashes of its name and of the name's core, by which they recognise it where somebody typed the name.
 */
export const placed = ({ id, version, districtCode, aboveScale, nameZh }: Enterprise, unionId: string | null): NewEvent => ({
  type: 'enterprise.placed',
  aggregateId: id,
  aggregateVersion: version,
  data: { districtCode, aboveScale, unionId, nameHash: nameHash(nameZh), coreHash: coreHash(nameZh) },
});
