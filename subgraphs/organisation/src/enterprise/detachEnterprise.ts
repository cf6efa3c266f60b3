import { civilDay, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import type { DetachEnterpriseInput } from '../schema.gen.ts';
import { findAffiliation } from './affiliations.ts';
import { Enterprise } from './Enterprise.ts';
import { getEnterprise } from './getEnterprise.ts';
import { enterprisePolicy } from './policy.ts';
import { tellPlace } from './tellPlace.ts';

/** Ends a firm's affiliation to a joint union; today is its last day. */
export async function detachEnterprise(tx: Tx, input: DetachEnterpriseInput): Promise<{ enterprise: Enterprise }> {
  const enterprise = await getEnterprise(tx, input);
  const held = await findAffiliation(tx, enterprise.id);
  if (held?.kind !== 'JOINT_UNION') {
    throw new Refusal('VALIDATION_FAILED', `"${enterprise.nameZh}" is affiliated to no joint union.`, { rule: 'S-25' });
  }
  enterprisePolicy.authorise(tx.viewer, 'detachEnterprise', { ...enterprise, unionPath: held.unionPath });
  await tx.db.query('update enterprise_affiliation set to_day = $2 where id = $1', [held.id, civilDay(tx.now)]);
  const detached = await updateRow(tx.db, Enterprise, enterprise, {});
  await tellPlace(tx, detached, null);
  return { enterprise: detached };
}
