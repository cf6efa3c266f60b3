import { assertTransition, checkedOpenText, forbidden, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { AGREEMENT_TRANSITIONS, fitsMask, typesOfMask } from '../../agreements/rules.ts';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import { namedType } from '../../supergraph/reading/typeReferences.ts';
import { MAX_REASON } from '../reason.ts';
import type { DecideFieldsInput, FieldDecisionInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { FieldApproval } from './FieldApproval.ts';
import { getAgreement } from './getAgreement.ts';
import { findApprovals, stewardOf } from './queries.ts';

/** Stores a steward's decisions about fields of their own subgraph. The first decision puts the agreement under review. */
export async function decideFields(
  tx: Tx,
  input: DecideFieldsInput,
  catalogue: Catalogue,
): Promise<{ agreement: DataSharingAgreement }> {
  const { agreement, status } = await getAgreement(tx, input);
  assertTransition(AGREEMENT_TRANSITIONS, 'agreement', status, 'UNDER_REVIEW');
  const message = 'The privacy officer has approved this agreement: its fields are settled. Revoke it and draft another one.';
  refuseIf(agreement.approvedBy !== null, 'INVALID_TRANSITION', message, { field: 'status' });
  refuseIf(input.decisions.length === 0, 'BAD_USER_INPUT', 'Decide about at least one field.', { field: 'decisions' });
  const fields = await findApprovals(tx, agreement.id);
  const own = await stewardOf(tx, tx.viewer.personId);
  const seen = new Set<string>();
  for (const decision of input.decisions) {
    const { coordinate } = decision;
    refuseIf(seen.has(coordinate), 'BAD_USER_INPUT', `"${coordinate}" is decided twice.`, { field: 'decisions' });
    seen.add(coordinate);
    const field = fields.find((candidate) => candidate.coordinate === coordinate);
    refuseIf(!field, 'FIELD_NOT_ALLOWED', `The agreement does not list "${coordinate}".`, { field: coordinate });
    const steward = `"${coordinate}" is decided by the stewards of "${field?.subgraph}".`;
    if (!own.includes(field?.subgraph ?? ''))
      throw forbidden(tx.viewer, steward, { kind: 'person', anyOf: ['steward'] }, { rule: '2.7', field: coordinate });
    refuseUnfitMask(catalogue, decision);
    await writeDecision(tx, agreement.id, decision);
  }
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { status: 'UNDER_REVIEW' }) };
}

/** Refuses a mask that does not apply to the field's type. */
function refuseUnfitMask({ fields }: Catalogue, { coordinate, approved, mask }: FieldDecisionInput): void {
  if (!approved || !mask || mask === 'NONE') return;
  const field = fields.get(coordinate);
  const type = namedType(field?.type ?? '');
  const message = `The mask ${mask} is for fields of the types ${typesOfMask(mask)}; "${coordinate}" is of the type "${type}".`;
  const fits = field?.kind === 'field' && fitsMask(mask, type);
  refuseIf(!fits, 'VALIDATION_FAILED', message, { rule: '4.3', field: coordinate });
}

async function writeDecision(tx: Tx, agreementId: string, decision: FieldDecisionInput): Promise<void> {
  const { coordinate, approved, mask, reason } = decision;
  const lacksReason = !approved && !reason?.trim();
  refuseIf(lacksReason, 'VALIDATION_FAILED', `Say why "${coordinate}" may not be read.`, { field: 'reason' });
  await tx.db.update(
    FieldApproval,
    { agreementId, coordinate },
    {
      decision: approved ? 'APPROVED' : 'REFUSED',
      decidedBy: tx.viewer.personId,
      decidedAt: tx.now,
      mask: approved && mask && mask !== 'NONE' ? mask : null,
      reason: reason?.trim() ? checkedOpenText(reason, 'reason', MAX_REASON) : null,
    },
  );
}
