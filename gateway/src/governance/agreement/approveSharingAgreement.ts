import { checkedText, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { readableUnder } from '../../agreements/readableUnder.ts';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import { disclosingFilters } from '../../supergraph/reading/filters.ts';
import type { ApproveSharingAgreementInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import type { FieldApproval } from './FieldApproval.ts';
import { getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';
import { findApprovals } from './queries.ts';

/** The maximum length of the number of an impact assessment in the privacy officer's register, in characters. */
const MAX_ASSESSMENT_ID = 200;

/** Approves an agreement on the basis of an impact assessment (PIPL art. 55), when its fields are decided. A privacy officer who did not draft it does so. */
export async function approveSharingAgreement(
  tx: Tx,
  input: ApproveSharingAgreementInput,
  catalogue: Catalogue,
): Promise<{ agreement: DataSharingAgreement }> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'approveSharingAgreement', null);
  const isReviewed = status === 'UNDER_REVIEW' && agreement.approvedBy === null;
  const stateMessage = `The agreement is ${status}${agreement.approvedBy ? ' and approved' : ''}; approved is what is under review.`;
  refuseIf(!isReviewed, 'INVALID_TRANSITION', stateMessage, { field: 'status' });
  refuseIf(
    agreement.draftedBy === tx.viewer.personId,
    'SEPARATION_OF_DUTIES',
    'You drafted this agreement. Another privacy officer must approve it.',
    { rule: '2.7' },
  );
  const impactAssessmentId = checkedText(input.impactAssessmentId, 'impactAssessmentId', MAX_ASSESSMENT_ID);
  const fields = await findApprovals(tx, agreement.id);
  const open = fields.filter(({ decision }) => decision === 'PENDING').map(({ coordinate }) => coordinate);
  const openMessage = `These fields are not decided yet: ${open.slice(0, 5).join(', ')}${open.length > 5 ? ', …' : ''}.`;
  refuseIf(open.length > 0, 'VALIDATION_FAILED', openMessage, { rule: '2.7', field: 'coordinates' });
  const noneLeft = !fields.some(({ decision }) => decision === 'APPROVED');
  refuseIf(noneLeft, 'VALIDATION_FAILED', 'Every field was refused: nothing is left to agree on.', {
    rule: '2.7',
    field: 'coordinates',
  });
  refuseDisclosingFilters(catalogue, agreement, fields);
  const overMessage = `The last day of this agreement, ${agreement.validTo}, is over.`;
  refuseIf(agreement.validTo < civilDay(tx.now), 'DEADLINE_PASSED', overMessage, { field: 'validTo' });
  return {
    agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { approvedBy: tx.viewer.personId, impactAssessmentId }),
  };
}

/** Refuses arguments whose results would disclose a masked field, or one that is not approved (domain rule 4.3 no. 4). */
function refuseDisclosingFilters(
  catalogue: Catalogue,
  { kind }: DataSharingAgreement,
  approvals: readonly FieldApproval[],
): void {
  const approved = approvals.filter(({ decision }) => decision === 'APPROVED');
  const masked = new Set(approved.flatMap(({ coordinate, mask }) => (mask === null ? [] : [coordinate])));
  const mayRead = readableUnder(catalogue, kind, new Set(approved.map(({ coordinate }) => coordinate)));
  const disclosing = disclosingFilters(catalogue.filters, (coordinate) => masked.has(coordinate), mayRead);
  for (const { coordinate } of approved) {
    const disclosed = disclosing.get(coordinate);
    const why = disclosed !== undefined && masked.has(disclosed) ? 'masked' : 'not agreed';
    const sentence = `"${coordinate}" would tell of "${disclosed}", which is ${why}. Let the steward refuse one of them.`;
    refuseIf(disclosed !== undefined, 'FIELD_NOT_ALLOWED', sentence, { rule: '4.3', field: coordinate });
  }
}
