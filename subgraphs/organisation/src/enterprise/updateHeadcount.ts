import { enterpriseHeadcountChanged } from '@union-graph/events';
import { checkedNumber, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { UpdateHeadcountInput } from '../schema.gen.ts';
import { findAffiliation } from './affiliations.ts';
import { Enterprise } from './Enterprise.ts';
import { getEnterprise } from './getEnterprise.ts';
import { enterprisePolicy } from './policy.ts';
import { MOST_PEOPLE } from './rules.ts';
import { tellPlace } from './tellPlace.ts';

/** Records a headcount of a day; the thresholds of other services go by the event. */
export async function updateHeadcount(tx: Tx, input: UpdateHeadcountInput): Promise<{ enterprise: Enterprise }> {
  const { headcount, asOf } = input;
  const enterprise = await getEnterprise(tx, input);
  enterprisePolicy.authorise(tx.viewer, 'updateHeadcount', enterprise);
  checkedNumber(headcount, 'headcount', [0, MOST_PEOPLE]);
  refuseIf(asOf > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody was counted on ${asOf} yet.`, { field: 'asOf' });
  refuseIf(asOf < enterprise.headcountAsOf, 'VALIDATION_FAILED', `There is a newer count, of ${enterprise.headcountAsOf}.`, {
    field: 'asOf',
  });
  const counted = await updateRow(tx.db, Enterprise, enterprise, { headcount, headcountAsOf: asOf });
  await tx.publish(enterpriseHeadcountChanged, counted, { headcount, asOf, districtCode: counted.districtCode });
  await tellPlace(tx, counted, (await findAffiliation(tx, counted.id))?.unionId ?? null);
  return { enterprise: counted };
}
