import { assertTransition, checkedOpenText, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { AGREEMENT_TRANSITIONS, lastDayOfReading } from '../../agreements/rules.ts';
import type {
  ConfirmDeletionInput,
  ResumeSharingAgreementInput,
  RevokeSharingAgreementInput,
  SuspendSharingAgreementInput,
} from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { checkDeletionAfter } from './deletion.ts';
import { getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';

const LONGEST_REASON = 2_000;

type Changed = Promise<{ agreement: DataSharingAgreement }>;

/** Suspends an agreement: its partner cannot read until it is resumed. */
export async function suspendSharingAgreement(tx: Tx, input: SuspendSharingAgreementInput): Changed {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'suspendSharingAgreement', null);
  assertTransition(AGREEMENT_TRANSITIONS, 'agreement', status, 'SUSPENDED');
  const reason = reasonOf(input);
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { status: 'SUSPENDED', reason }) };
}

/** Resumes a suspended agreement. */
export async function resumeSharingAgreement(tx: Tx, input: ResumeSharingAgreementInput): Changed {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'resumeSharingAgreement', null);
  refuseIf(status !== 'SUSPENDED', 'INVALID_TRANSITION', `The agreement is ${status}, not suspended.`, { field: 'status' });
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { status: 'SIGNED', reason: null }) };
}

/** Revokes an agreement for good (GOV-INV-5). */
export async function revokeSharingAgreement(tx: Tx, input: RevokeSharingAgreementInput): Changed {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'revokeSharingAgreement', null);
  assertTransition(AGREEMENT_TRANSITIONS, 'agreement', status, 'REVOKED');
  const reason = reasonOf(input);
  const endedOn = civilDay(tx.now);
  // Only a signed agreement can have been used for reading.
  if (agreement.status === 'SIGNED' || agreement.status === 'SUSPENDED') await checkDeletionAfter(tx, agreement.id, endedOn);
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { status: 'REVOKED', reason, endedOn }) };
}

/** The partner has deleted what it read (PIPL art. 47); asked once the agreement has ended. */
export async function confirmDeletion(tx: Tx, input: ConfirmDeletionInput): Changed {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'confirmDeletion', null);
  const hasEnded = lastDayOfReading(agreement, civilDay(tx.now)) !== null;
  refuseIf(!hasEnded, 'INVALID_TRANSITION', `The agreement is ${status}; deletion is confirmed when it has ended.`, {
    field: 'status',
  });
  const told = 'The deletion is confirmed already.';
  refuseIf(agreement.deletionConfirmedAt !== null, 'INVALID_TRANSITION', told, { field: 'status' });
  await forgetPseudonyms(tx, agreement);
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { deletionConfirmedAt: tx.now }) };
}

/** Replaces a partner's pseudonym key after its last agreement, so that data which it kept cannot be linked to what it reads later. */
async function forgetPseudonyms({ db, now }: Tx, { id, partyId }: DataSharingAgreement): Promise<void> {
  await db.query(
    `update pseudonym_key set secret = fresh_secret() where party_id = $1 and not exists (
       select from data_sharing_agreement a where a.party_id = $1 and a.id <> $2
         and a.status in ('SIGNED', 'SUSPENDED') and a.valid_to >= $3::date)`,
    [partyId, id, civilDay(now)],
  );
}

/** The reason, which the partner can read. */
const reasonOf = ({ reason }: { readonly reason: string }): string => checkedOpenText(reason, 'reason', LONGEST_REASON);
