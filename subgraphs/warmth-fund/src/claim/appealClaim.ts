import { assertTransition, checkedText, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { tellClaimant } from '../listed-person/tellListed.ts';
import type { AppealClaimInput } from '../schema.gen.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { CLAIM_TRANSITIONS } from './rules.ts';
import { getClaim } from './steps.ts';

/** Appeals against a rejection, once. */
export async function appealClaim(tx: Tx, input: AppealClaimInput): Promise<{ claim: MutualAidClaim }> {
  const row = await getClaim(tx, 'appealClaim', input);
  assertTransition(CLAIM_TRANSITIONS, 'claim', row.status, 'APPEALED');
  refuseIf(
    row.deathTakenBack,
    'INVALID_TRANSITION',
    'The death that this claim was for was taken back. When a death is recorded, submit a new claim.',
    { rule: 'S-35', field: 'status' },
  );
  refuseIf(row.appeal !== null, 'INVALID_TRANSITION', 'This claim was appealed before; the second rejection is final.', {
    rule: 'S-35',
    field: 'status',
  });
  const appeal = checkedText(input.appeal, 'appeal', 2_000);
  const claim = await updateRow(tx.db, MutualAidClaim, row, { status: 'APPEALED', appeal });
  await tellClaimant(tx, claim);
  return { claim };
}
