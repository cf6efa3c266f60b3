import { indicatorMeasured, studioNamed } from '@union-graph/events';
import { hasRole } from '@union-graph/identity';
import {
  checkedName,
  civilDay,
  forbidden,
  getEnterprise,
  insertRow,
  newId,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { getMemberPlace } from '../member/place.ts';
import type { NameStudioInput } from '../schema.gen.ts';
import { InnovationStudio } from './InnovationStudio.ts';

/** What the plan calls the number of studios (S-06). */
const INDICATOR = 'IND-07';

/** Names a studio and tells the plan how many there are now. */
export async function nameStudio(tx: Tx, input: NameStudioInput): Promise<{ studio: InnovationStudio }> {
  if (!hasRole(tx.viewer, 'CITY_DEPT'))
    throw forbidden(tx.viewer, "Studios are named by the city's departments.", { kind: 'role', anyOf: ['CITY_DEPT'] });
  const { leaderId, enterpriseId, districtCode, fundingFen } = input;
  const nameZh = checkedName(input.nameZh, 'nameZh', 60, 2);
  requireIds({ leaderId, enterpriseId });
  refuseIf(fundingFen === 0n, 'BAD_USER_INPUT', 'Funding is more than nothing, or left out.', { field: 'fundingFen' });
  await getEnterprise(tx, enterpriseId, { field: 'enterpriseId', within: `/city/${districtCode}/` });
  if (leaderId != null) await getMemberPlace(tx, leaderId, 'leaderId');
  const studio = await insertRow(tx.db, InnovationStudio, {
    id: newId(),
    nameZh,
    leaderMemberId: leaderId ?? null,
    enterpriseId,
    districtCode,
    fundingFen: fundingFen ?? null,
    namedAt: civilDay(tx.now),
    status: 'NAMED' as const,
    version: 1,
  });
  await tx.publish(studioNamed, { id: studio.id, version: 1 }, { enterpriseId, districtCode });
  await tellCount(tx);
  return { studio };
}

/** Those who name at once count one after the other, so that the last one told is the whole number. */
async function tellCount(tx: Tx): Promise<void> {
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [INDICATOR]);
  const [named] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from innovation_studio s where s.status = 'NAMED'`,
  );
  const valueCount = named?.count ?? 0;
  await tx.publish(
    indicatorMeasured,
    { id: INDICATOR, version: valueCount },
    { code: INDICATOR, scopePath: '/city/', period: civilDay(tx.now).slice(0, 7), valueCount },
  );
}
