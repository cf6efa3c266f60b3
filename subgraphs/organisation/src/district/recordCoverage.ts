import { inScope, type Viewer } from '@union-graph/identity';
import { checkedNumber, definePolicy, notFound, Refusal, type Tx } from '@union-graph/subgraph';
import type { RecordCoverageInput } from '../schema.gen.ts';
import { District } from './District.ts';

/** Who records what of a district: its administrator, and the city's departments. */
export const districtPolicy = definePolicy<{ readonly code: string }>()({
  recordCoverage: (viewer: Viewer, { code }) => inScope(viewer, `/city/${code}/`, 'DISTRICT_ADMIN', 'CITY_DEPT'),
});

const MOST_COMMUNITIES = 10_000;

/** Records how many of a district's communities a joint union covers (S-25). */
export async function recordCoverage(tx: Tx, input: RecordCoverageInput): Promise<{ district: District }> {
  const { districtCode: code, expectedVersion } = input;
  const district = await tx.db.findOne(District, { where: { code }, lock: { mode: 'pessimistic_write' } });
  if (!district) throw notFound('district', code);
  districtPolicy.authorise(tx.viewer, 'recordCoverage', district);
  if (district.version !== expectedVersion)
    throw new Refusal('VERSION_CONFLICT', `The district was changed since you read version ${expectedVersion}. Read it again.`, {
      field: 'expectedVersion',
    });
  const communitiesTotal = checkedNumber(input.communitiesTotal, 'communitiesTotal', [0, MOST_COMMUNITIES]);
  const communitiesCovered = checkedNumber(input.communitiesCovered, 'communitiesCovered', [0, communitiesTotal]);
  const changes = { communitiesTotal, communitiesCovered, isPlaceholder: false, version: expectedVersion + 1 };
  await tx.db.update(District, { code }, changes);
  return { district: Object.assign(district, changes) };
}
