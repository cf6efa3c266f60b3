import { insertRow, newId, type Tx, updateRow } from '@union-graph/subgraph';
import { tellPayee } from '../listed-person/tellListed.ts';
import { hasAnyDied } from '../member/hasAnyDied.ts';
import type { PayoutSource } from '../payout-source/PayoutSource.ts';
import { kindOfPayee } from '../payout-source/payee.ts';
import { checkObeys } from '../payout-source/rules.ts';
import { findSource, type SourceRef } from '../payout-source/sources.ts';
import { reserve } from '../reservation/reserve.ts';
import { Disbursement } from './Disbursement.ts';
import { actorOf } from './steps.ts';

interface Details {
  /** How much; all that is left of the source unless told. */
  readonly amountFen?: bigint | null;
  readonly accountMasked: string;
  /** In whose name it is asked for; the acting person's unless told. */
  readonly createdBy?: string;
  /** Whether the account was named since the payee died, if they have: it is the estate's. */
  readonly namedSinceDeath?: boolean;
}

/**
 * Writes a payout of an approved source and sets its money aside: RESERVED, or REQUESTED when the fund has too little just now. Payee, fund and
 * place are the source's.
 */
export async function createDisbursement(
  tx: Tx,
  source: PayoutSource,
  { amountFen, accountMasked, createdBy = actorOf(tx), namedSinceDeath = false }: Details,
): Promise<Disbursement> {
  const { memberId, organisationId, unionId, fundId, scopePath } = source;
  const isOfDead = await hasAnyDied(tx, [memberId]);
  const requested = await insertRow(tx.db, Disbursement, {
    id: newId(),
    fundId,
    sourceSubgraph: source.subgraph,
    sourceType: source.typeName,
    sourceId: source.id,
    sourceRevision: source.revision,
    payeeKind: kindOfPayee(source),
    memberId,
    organisationId,
    unionId,
    accountMasked,
    amountFen: checkObeys(source, { amountFen: amountFen ?? null }),
    scopePath,
    status: 'REQUESTED',
    createdBy,
    createdAt: tx.now,
    approvedBy: null,
    paidBy: null,
    paidAt: null,
    failureReason: null,
    failedByHand: 0,
    waitsForHeirs: isOfDead && !namedSinceDeath,
    namedSinceDeath: isOfDead && namedSinceDeath,
    version: 1,
  });
  const created = (await reserve(tx, requested))
    ? await updateRow(tx.db, Disbursement, requested, { status: 'RESERVED' })
    : requested;
  await tellPayee(tx, created);
  return created;
}

/** The same for a source that was approved in this transaction. */
export async function payOutSource(tx: Tx, ref: SourceRef, details: Details): Promise<Disbursement> {
  const source = await findSource(tx, ref);
  if (!source) throw new Error(`Nobody approved "${ref.typeName}" ${ref.id}.`);
  return createDisbursement(tx, source, details);
}
