import { getForUpdate, isId, notFound, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { MediationCase } from '../case/MediationCase.ts';
import { settle } from '../case/settleCase.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { grantPolicy } from './policy.ts';
import { grantScope } from './scope.ts';

interface GrantInput {
  readonly grantId: string;
  readonly expectedVersion: number;
}

/** Takes a grant that stands today for a change, its case locked before it as where it is given; for its work also one that ended with its case. */
export async function takeGrant(
  tx: Tx,
  { grantId, expectedVersion }: GrantInput,
  verb: 'recordLegalAidWork' | 'endLegalAid',
): Promise<{ grant: LegalAidGrant; row: MediationCase }> {
  const [seen] = isId(grantId)
    ? await rows<{ caseId: string }>(
        tx.db,
        sql`select g.case_id as "caseId" from legal_aid_grant g join mediation_case c on c.id = g.case_id
        where g.id = ${grantId}::uuid and ${grantScope(tx)}`,
      )
    : [];
  if (!seen) throw notFound('grant of legal aid', grantId);
  const locked = await getForUpdate(tx, MediationCase, seen.caseId, { what: 'case', visible: () => true });
  const what = { what: 'grant of legal aid', visible: () => true };
  await getForUpdate(tx, LegalAidGrant, grantId, { ...what, expectedVersion });
  // Time may have failed the case, and ended the grant with it.
  const row = await settle(tx, locked);
  const grant = await getForUpdate(tx, LegalAidGrant, grantId, what);
  grantPolicy.authorise(tx.viewer, verb, { scopePath: row.scopePath, lawyerPersonId: grant.lawyerPersonId });
  const isOpen = grant.status === 'ACTIVE' || (verb === 'recordLegalAidWork' && grant.endedWithCase);
  refuseIf(!isOpen, 'INVALID_TRANSITION', `The grant is ${grant.status} since ${grant.endedOn}.`, {
    field: 'status',
  });
  return { grant, row };
}
