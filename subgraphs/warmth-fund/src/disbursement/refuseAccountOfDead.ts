import { Refusal, type Tx } from '@union-graph/subgraph';
import { hasAnyDied } from '../member/hasAnyDied.ts';
import { accountsInLife } from './accountsInLife.ts';
import { isSameAccount } from './rules.ts';

/**
 * `VALIDATION_FAILED` for a payout to a worker who has died into an account that they had named themselves, however it is masked: the claim is the
 * estate's, the account is not (民法典第1122条).
 */
export async function refuseAccountOfDead(tx: Tx, memberId: string | null, accountMasked: string): Promise<void> {
  if (memberId === null || !(await hasAnyDied(tx, [memberId]))) return;
  const own = await accountsInLife(tx, memberId);
  if (!own.some((account) => isSameAccount(account, accountMasked))) return;
  throw new Refusal(
    'VALIDATION_FAILED',
    `The worker has died, and "${accountMasked}" is the account that they had named. Ask the heirs for theirs, and name that one. The fund keeps the last four digits alone: an account of the heirs that ends alike cannot be told from it, so have them name one that ends otherwise.`,
    { field: 'accountMasked' },
  );
}
