import { civilDay, newId, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { AffiliateEnterpriseInput } from '../schema.gen.ts';
import { getUnion } from '../union/getUnion.ts';
import { findAffiliation } from './affiliations.ts';
import { Enterprise } from './Enterprise.ts';
import { getEnterprise } from './getEnterprise.ts';
import { enterprisePolicy } from './policy.ts';
import { tellPlace } from './tellPlace.ts';

/** Affiliates a firm to a joint union: one union a firm, its own or a joint one, never both (domain rule 2.1.2, S-25). */
export async function affiliateEnterprise(tx: Tx, input: AffiliateEnterpriseInput): Promise<{ enterprise: Enterprise }> {
  const union = await getUnion(tx, input.unionId);
  const enterprise = await getEnterprise(tx, input);
  enterprisePolicy.authorise(tx.viewer, 'affiliateEnterprise', { ...enterprise, unionPath: union.scopePath });
  refuseIf(
    union.kind !== 'COMMUNITY_JOINT_UNION' || union.status !== 'ACTIVE',
    'VALIDATION_FAILED',
    `"${union.nameZh}" is no active joint union.`,
    { rule: 'S-25', field: 'unionId' },
  );
  const held = await findAffiliation(tx, enterprise.id);
  refuseIf(held?.kind === 'OWN_UNION', 'VALIDATION_FAILED', `"${enterprise.nameZh}" has a union of its own.`, { rule: 'S-25' });
  refuseIf(held?.kind === 'JOINT_UNION', 'DUPLICATE', `"${enterprise.nameZh}" is affiliated already. Detach it first.`);
  refuseIf(
    union.districtCode !== enterprise.districtCode,
    'VALIDATION_FAILED',
    `"${enterprise.nameZh}" lies in district ${enterprise.districtCode}, and "${union.nameZh}" in ${union.districtCode}. A joint union covers firms of its own district.`,
    { rule: 'S-25', field: 'unionId' },
  );
  await tx.db.query(
    `insert into enterprise_affiliation (id, enterprise_id, union_id, kind, from_day) values ($1, $2, $3, 'JOINT_UNION', $4)`,
    [newId(), enterprise.id, union.id, civilDay(tx.now)],
  );
  const affiliated = await updateRow(tx.db, Enterprise, enterprise, {});
  await tellPlace(tx, affiliated, union.id);
  return { enterprise: affiliated };
}
