import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { hasAnyDied } from '../member/hasAnyDied.ts';
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

/** The accounts of payouts that the heirs did not name, and those of claims and applications until the day of the death. */
async function accountsInLife({ db }: Tx, memberId: string): Promise<string[]> {
  const named = await rows<{ account: string }>(
    db,
    sql`select d.account_masked as account from disbursement d where d.member_id = ${memberId}::uuid and not d.named_since_death
      union select asked.account from (
        select c.account_masked as account, c.submitted_at as at from mutual_aid_claim c
          where c.member_id = ${memberId}::uuid and c.event <> 'DEATH'
        union all select a.account_masked, a.applied_at from aid_application a
          where a.member_id = ${memberId}::uuid and a.account_masked is not null) asked
      join member_identity i on i.member_id = ${memberId}::uuid and (asked.at at time zone 'Asia/Shanghai')::date <= i.died_on`,
  );
  return named.map(({ account }) => account);
}
