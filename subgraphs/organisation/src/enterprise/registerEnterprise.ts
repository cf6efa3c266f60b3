import { checkedName, checkedNumber, civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import type { RegisterEnterpriseInput } from '../schema.gen.ts';
import { Enterprise } from './Enterprise.ts';
import { enterprisePolicy } from './policy.ts';
import { MOST_PEOPLE } from './rules.ts';
import { tellPlace } from './tellPlace.ts';

/** Registers an employer; its code is unique, and its check digit is verified by the scalar. */
export async function registerEnterprise(tx: Tx, input: RegisterEnterpriseInput): Promise<{ enterprise: Enterprise }> {
  enterprisePolicy.authorise(tx.viewer, 'registerEnterprise', input);
  const nameZh = checkedName(input.nameZh, 'nameZh', 200);
  checkedNumber(input.headcount, 'headcount', [0, MOST_PEOPLE]);
  refuseIf(
    input.headcount === 0 && input.aboveScale === true,
    'BAD_USER_INPUT',
    'A firm above scale has staff. Give its headcount.',
    {
      field: 'headcount',
    },
  );
  const enterprise = await insertRow(tx.db, Enterprise, {
    id: newId(),
    orgCode: input.orgCode,
    nameZh,
    ownership: input.ownership,
    headcount: input.headcount,
    headcountAsOf: civilDay(tx.now),
    aboveScale: input.aboveScale ?? false,
    industry: input.industry,
    districtCode: input.districtCode,
    version: 1,
  });
  await tellPlace(tx, enterprise, null);
  return { enterprise };
}
