import { studioFundingDue, studioFundingWithdrawn } from '@union-graph/events';
import { insertRow, isId, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { InnovationStudio } from '../studio/InnovationStudio.ts';
import { STUDIO_FUNDING_TRANSITIONS } from './rules.ts';
import { StudioFunding } from './StudioFunding.ts';

/** Has the fund pay what a studio of the city is given to its leader's union; a district pays for its own studios. */
export async function askFunding(tx: Tx, { id, level, fundingFen, scopePath }: InnovationStudio): Promise<void> {
  if (level !== 'CITY' || fundingFen === null) return;
  const unionId = scopePath.split('/').at(-2) ?? '';
  refuseIf(!isId(unionId), 'VALIDATION_FAILED', 'The leader is in no union that could be paid. Name the studio without money.', {
    rule: 'S-60',
    field: 'fundingFen',
  });
  const funding = await insertRow(tx.db, StudioFunding, {
    id,
    unionId,
    amountFen: fundingFen,
    status: 'PAYMENT_REQUESTED' as const,
    disbursementId: null,
    disbursementVersion: null,
    paymentFailure: null,
    paidAt: null,
    version: 1,
  });
  await tx.publish(studioFundingDue, funding, { unionId, amountFen: fundingFen.toString(), scopePath });
}

/** The name was taken back: what is not paid is not paid any more. */
export async function withdrawFunding(tx: Tx, { id, scopePath }: InnovationStudio): Promise<void> {
  const before = await tx.db.findOne(StudioFunding, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!before || !STUDIO_FUNDING_TRANSITIONS[before.status].includes('WITHDRAWN')) return;
  const funding = await updateRow(tx.db, StudioFunding, before, { status: 'WITHDRAWN', paymentFailure: null });
  const { unionId, amountFen } = funding;
  await tx.publish(studioFundingWithdrawn, funding, { unionId, amountFen: amountFen.toString(), scopePath });
}
