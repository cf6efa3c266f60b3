import { enterprisePlaced } from '@union-graph/events';
import { coreHash, nameHash, type Tx } from '@union-graph/subgraph';
import type { Enterprise } from './Enterprise.ts';

/**
 * Tells where an employer is, how many workers it has and which union it belongs to, for services that count employers with a union (IND-02, IND-03); and the
 * hashes of its name and of the name's core, by which they recognise it where somebody typed the name.
 */
export const tellPlace = (
  tx: Tx,
  { id, version, districtCode, aboveScale, headcount, nameZh }: Enterprise,
  unionId: string | null,
): Promise<void> =>
  tx.publish(
    enterprisePlaced,
    { id, version },
    { districtCode, aboveScale, headcount, unionId, nameHash: nameHash(nameZh), coreHash: coreHash(nameZh) },
  );
