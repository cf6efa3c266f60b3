import { assertTransition, checkedOpenText, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { AGREEMENT_TRANSITIONS } from '../../agreements/rules.ts';
import { MAX_REASON } from '../reason.ts';
import type { SuspendSharingAgreementInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { type AgreementPayload, getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';

/** Suspends an agreement: its partner cannot read until it is resumed. */
export async function suspendSharingAgreement(tx: Tx, input: SuspendSharingAgreementInput): Promise<AgreementPayload> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'suspendSharingAgreement', null);
  assertTransition(AGREEMENT_TRANSITIONS, 'agreement', status, 'SUSPENDED');
  const reason = checkedOpenText(input.reason, 'reason', MAX_REASON);
  const suspended = { status: 'SUSPENDED', reason, suspendedOn: civilDay(tx.now) } as const;
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, suspended) };
}
