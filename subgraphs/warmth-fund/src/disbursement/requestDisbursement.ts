import { isId, notFound, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { RequestDisbursementInput } from '../schema.gen.ts';
import { createDisbursement } from './create.ts';
import type { Disbursement } from './Disbursement.ts';
import { disbursementPolicy } from './policy.ts';
import { checkDutiesApart, checkedAccount } from './rules.ts';
import { actorOf } from './steps.ts';

/**
 * Asks for a payout and sets its money aside. A source is paid once (`DUPLICATE`, held by `disbursement_one_live_source`);
 * more than the fund has to spend is refused with `INSUFFICIENT_FUNDS` (FND-INV-2).
 */
export async function requestDisbursement(tx: Tx, input: RequestDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const { fundId, memberId, source } = input;
  const scopePath = `/city/${input.districtCode}/`;
  disbursementPolicy.authorise(tx.viewer, 'requestDisbursement', { scopePath });
  checkDutiesApart({ createdBy: '', approvedBy: null, paidBy: null, memberId }, 'create', actorOf(tx));
  checkSource(source);
  requireIds({ memberId });
  const fund = isId(fundId) ? await tx.db.findOneBy(Fund, { id: fundId }) : null;
  if (!fund) throw notFound('fund', fundId);
  const disbursement = await createDisbursement(tx, {
    fundId: fund.id,
    source,
    memberId: memberId.toLowerCase(),
    accountMasked: checkedAccount(input.accountMasked),
    amountFen: checkedAmount(input.amountFen),
    scopePath,
  });
  refuseIf(
    disbursement.status !== 'RESERVED',
    'INSUFFICIENT_FUNDS',
    `The fund "${fund.nameZh}" has less to spend than ${input.amountFen} fen. Bring money in first, or ask for less.`,
    {
      rule: 'FND-INV-2',
      field: 'amountFen',
    },
  );
  return { disbursement };
}

function checkSource({ subgraph, typeName, id }: RequestDisbursementInput['source']): void {
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
