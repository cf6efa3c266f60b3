import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { hasDied } from '../member/hasDied.ts';
import { lastDigits } from './rules.ts';

/**
 * `VALIDATION_FAILED` for a payout to a worker who has died into an account that they had named themselves, however it is masked: the claim is the
 * estate's, the account is not (民法典第1122条). Theirs are those of payouts that waited for heirs, and those that were named until the day of the death.
 */
export async function refuseAccountOfDead(tx: Tx, memberId: string | null, accountMasked: string): Promise<void> {
  const asked = lastDigits(accountMasked);
  if (memberId === null || asked === '' || !(await hasDied(tx, memberId))) return;
  const own = await accountsInLife(tx, memberId);
  if (!own.some((account) => lastDigits(account) === asked)) return;
  throw new Refusal(
    'VALIDATION_FAILED',
    `The worker has died, and "${accountMasked}" is the account that they had named. Ask the heirs for theirs, and name that one.`,
    { field: 'accountMasked' },
  );
}

async function accountsInLife({ db }: Tx, memberId: string): Promise<string[]> {
  const named = await rows<{ account: string }>(
    db,
    sql`with died as (select i.died_on from member_identity i where i.member_id = ${memberId})
      select named.account from (
        select d.account_masked as account, d.created_at as at, d.waits_for_heirs as waited from disbursement d where d.member_id = ${memberId}::uuid
        union all
        select c.account_masked, c.submitted_at, false from mutual_aid_claim c where c.member_id = ${memberId}::uuid and c.event <> 'DEATH'
        union all
        select a.account_masked, a.applied_at, false from aid_application a where a.member_id = ${memberId}::uuid and a.account_masked is not null
      ) named
      where named.waited or (named.at at time zone 'Asia/Shanghai')::date <= (select died.died_on from died)`,
  );
  return named.map(({ account }) => account);
}
