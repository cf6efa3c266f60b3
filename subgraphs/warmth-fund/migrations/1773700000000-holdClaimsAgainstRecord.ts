import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A payout of a claim that the record of a death contradicts waits as one for heirs does, and is refused with a reason of its own: the day may have been corrected after
 * the payout was asked for.
 */
export class HoldClaimsAgainstRecord1773700000000 implements MigrationInterface {
  name = 'HoldClaimsAgainstRecord1773700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function claim_against_record(of_subgraph text, of_type text, of_id text) returns boolean language sql stable
        set search_path = public, pg_temp as $$
        select exists (
          select from mutual_aid_claim c
            join known_member k on k.member_id = c.member_id and k.has_died
            join member_identity i on i.member_id = c.member_id
          where c.id = case when (of_subgraph, of_type) = ('warmth-fund', 'MutualAidClaim') then of_id::uuid end
            and (i.died_on < c.event_on or c.event = 'DEATH' and i.died_on <> c.event_on)
        )
      $$;
      ${refusal(`case when claim_against_record(new.source_subgraph, new.source_type, new.source_id)
            then 'payout_agrees_with_record' else 'payout_waits_for_heirs' end`)}
      update disbursement set waits_for_heirs = true, version = version + 1
        where status in ('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'FAILED') and not waits_for_heirs
          and claim_against_record(source_subgraph, source_type, source_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update disbursement set waits_for_heirs = false, version = version + 1
        where status in ('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'FAILED') and waits_for_heirs and named_since_death
          and claim_against_record(source_subgraph, source_type, source_id);
      ${refusal("'payout_waits_for_heirs'")}
      drop function claim_against_record;`);
  }
}

const refusal = (constraint: string): string => `
  create or replace function payout_waits_for_heirs() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    raise exception 'payout % waits for heirs', new.id using errcode = 'check_violation', constraint = ${constraint};
  end $$;`;
