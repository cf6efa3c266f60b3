import { assertTransition, checkedOpenText, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { AGREEMENT_TRANSITIONS } from '../../agreements/rules.ts';
import { MAX_REASON } from '../reason.ts';
import type { RevokeSharingAgreementInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { checkDeletionAfter } from './deletion.ts';
import { type AgreementPayload, getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';

/** Revokes an agreement for good (GOV-INV-5). */
export async function revokeSharingAgreement(tx: Tx, input: RevokeSharingAgreementInput): Promise<AgreementPayload> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'revokeSharingAgreement', null);
  assertTransition(AGREEMENT_TRANSITIONS, 'agreement', status, 'REVOKED');
  const reason = checkedOpenText(input.reason, 'reason', MAX_REASON);
  const endedOn = civilDay(tx.now);
  // Only a signed agreement can have been used for reading.
  if (agreement.status === 'SIGNED' || agreement.status === 'SUSPENDED') await checkDeletionAfter(tx, agreement.id, endedOn);
  const revoked = { status: 'REVOKED', reason, endedOn, suspendedOn: null } as const;
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, revoked) };
}
