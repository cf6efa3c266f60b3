import { civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import type { RegisterEnterpriseInput } from '../schema.gen.ts';
import { Enterprise } from './Enterprise.ts';
import { placed } from './placed.ts';
import { enterprisePolicy } from './policy.ts';

/** Registers an employer; its code is unique, and its check digit is verified by the scalar. */
export async function registerEnterprise(tx: Tx, input: RegisterEnterpriseInput): Promise<{ enterprise: Enterprise }> {
  enterprisePolicy.authorise(tx.viewer, 'registerEnterprise', input);
  const nameZh = input.nameZh.trim();
  refuseIf(nameZh === '', 'BAD_USER_INPUT', 'An employer needs a name.', { field: 'nameZh' });
  refuseIf(input.headcount < 0, 'BAD_USER_INPUT', `A headcount is 0 or more; got ${input.headcount}.`, { field: 'headcount' });
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
  await tx.publish(placed(enterprise, null));
  return { enterprise };
}
