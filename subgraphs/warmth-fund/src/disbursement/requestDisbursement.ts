import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { isId, Refusal, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import { MutualAidClaim } from '../claim/MutualAidClaim.ts';
import { checkLife } from '../claim/steps.ts';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { PayoutSource } from '../payout-source/PayoutSource.ts';
import { checkObeys } from '../payout-source/rules.ts';
import { findSource } from '../payout-source/sources.ts';
import type { RequestDisbursementInput } from '../schema.gen.ts';
import { createDisbursement } from './create.ts';
import type { Disbursement } from './Disbursement.ts';
import { refuseClose } from './keptApart.ts';
import { disbursementPolicy } from './policy.ts';
import { refuseAccountOfDead } from './refuseAccountOfDead.ts';
import { checkDutiesApart, checkedAccount } from './rules.ts';
import { PAYOUT_READERS } from './scope.ts';
import { actorOf } from './steps.ts';

/**
 * Asks for a payout of an approved source and sets its money aside. Payee, fund and amount are the source's (C-11), whoever asks; more than
 * the fund has to spend is refused with `INSUFFICIENT_FUNDS` (FND-INV-2).
 */
export async function requestDisbursement(tx: Tx, input: RequestDisbursementInput): Promise<{ disbursement: Disbursement }> {
  checkSourceForm(input.source);
  const accountMasked = checkedAccount(input.accountMasked);
  const source = await getSource(tx, input.source);
  disbursementPolicy.authorise(tx.viewer, 'requestDisbursement', source);
  await checkClaim(tx, source);
  const { memberId } = source;
  checkDutiesApart({ createdBy: '', approvedBy: null, paidBy: null, memberId }, 'create', actorOf(tx));
  await refuseAccountOfDead(tx, memberId, accountMasked);
  const disbursement = await createDisbursement(tx, source, {
    amountFen: checkAsked(source, input),
    accountMasked,
    namedSinceDeath: true,
  });
  await refuseClose(tx, disbursement);
  if (disbursement.status !== 'RESERVED') throw await insufficient(tx, disbursement);
  return { disbursement };
}

/** An approved claim is paid while it agrees with what the record says of the member's life: the day of a death may have been corrected since. */
async function checkClaim(tx: Tx, { subgraph, typeName, id, state }: PayoutSource): Promise<void> {
  if (subgraph !== 'warmth-fund' || typeName !== MutualAidClaim.name || state !== 'APPROVED') return;
  const claim = await tx.db.findOneBy(MutualAidClaim, { id });
  if (claim) await checkLife(tx, claim, 'source');
}

async function insufficient(tx: Tx, { fundId, amountFen }: Disbursement): Promise<Refusal> {
  const { nameZh } = await tx.db.findOneByOrFail(Fund, { id: fundId });
  const sentence = `The fund "${nameZh}" has less to spend than ${amountFen} fen. Bring money in first, or ask for less.`;
  return new Refusal('INSUFFICIENT_FUNDS', sentence, { rule: 'FND-INV-2', field: 'amountFen' });
}

/** The source, for those who may know of it. What nobody approved and what lies elsewhere are answered alike. */
async function getSource(tx: Tx, ref: RequestDisbursementInput['source']): Promise<PayoutSource> {
  if (!hasRole(tx.viewer, 'FUND_CASEWORKER'))
    disbursementPolicy.authorise(tx.viewer, 'requestDisbursement', { scopePath: CITY_PATH });
  const source = await findSource(tx, ref);
  if (source && seesSource(tx.viewer, source)) return source;
  throw new Refusal(
    'SOURCE_NOT_APPROVED',
    `There is no approved "${ref.typeName}" ${ref.id} in your part of the city. Have it approved first.`,
    { rule: 'FND-INV-5', field: 'source' },
  );
}

const seesSource = (viewer: Viewer, { scopePath }: PayoutSource): boolean => inScope(viewer, scopePath, ...PAYOUT_READERS);

/** How much to pay: what the input asks for, as far as the source allows it. */
function checkAsked(source: PayoutSource, input: RequestDisbursementInput): bigint {
  const { fundId, memberId, organisationId, unionId, districtCode, amountFen } = input;
  requireIds({ fundId, memberId, organisationId, unionId });
  return checkObeys(source, {
    fundId: fundId ?? null,
    memberId: memberId ?? null,
    organisationId: organisationId ?? null,
    unionId: unionId ?? null,
    scopePath: districtCode ? `/city/${districtCode}/` : null,
    amountFen: amountFen == null ? null : checkedAmount(amountFen),
  });
}

function checkSourceForm({ subgraph, typeName, id }: RequestDisbursementInput['source']): void {
  const wellFormed = /^[a-z][a-z-]{1,40}$/.test(subgraph) && /^[A-Z][A-Za-z]{1,60}$/.test(typeName) && isId(id);
  refuseIf(
    !wellFormed,
    'BAD_USER_INPUT',
    'The source names a subgraph, a type and an id, such as "warmth-fund", "AidApplication" and a UUID.',
    { field: 'source' },
  );
  refuseIf(
    typeName === 'ProjectInstalment',
    'VALIDATION_FAILED',
    'Instalments of projects are paid by "releaseProjectInstalment".',
    { rule: 'FND-INV-8', field: 'source' },
  );
}
