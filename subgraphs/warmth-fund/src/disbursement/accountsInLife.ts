import { rows, sql, type Tx } from '@union-graph/subgraph';

/** The accounts of payouts that the heirs did not name, and those of claims and applications until the day of the death. */
export async function accountsInLife({ db }: Tx, memberId: string): Promise<string[]> {
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
