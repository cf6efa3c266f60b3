import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A court gives no more than it is asked for: what the suit names, or what was claimed where the suit names no sum (Civil Procedure Law, art. 200).
 * It hears a suit of its own, which may ask for more than the arbitration did (法释〔2001〕14号, art. 6).
 */
export class BoundJudgments1771350010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table award add column sued_fen bigint,
        add constraint award_sued check (sued_fen > 0 and sued_by = 'APPLICANT'),
        add constraint award_judged check (judged_fen >= 0);
      ${WITHIN_CLAIMS}
      create trigger judged_within_suit before insert or update of judged_fen, sued_fen on award
        for each row when (new.judged_fen is not null) execute function check_judged_within_suit();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger judged_within_suit on award;
      alter table award drop constraint award_judged, drop constraint award_sued, drop column sued_fen;
      ${BEFORE}
      drop function check_judged_within_suit, claimed_fen;`);
  }
}

/** A claim without an amount may be worth any. */
const CLAIMED = `select case when bool_and(c.amount_fen is not null) then sum(c.amount_fen) end from case_claim c where c.case_id =`;

const WITHIN_CLAIMS = `
  create function claimed_fen(uuid) returns numeric language sql stable as $$ ${CLAIMED} $1 $$;
  create or replace function check_within_claims() returns trigger language plpgsql as $$
    begin
      if new.awarded_fen > claimed_fen(new.case_id) then
        raise exception 'an award of more than was claimed' using errcode = '23514', constraint = 'award_within_claims';
      end if;
      return new;
    end $$;
  create function check_judged_within_suit() returns trigger language plpgsql as $$
    begin
      if new.judged_fen > coalesce(new.sued_fen, claimed_fen(new.case_id)) then
        raise exception 'a judgment of more than was sued for' using errcode = '23514', constraint = 'award_judged_within_suit';
      end if;
      return new;
    end $$;`;

const BEFORE = `
  create or replace function check_within_claims() returns trigger language plpgsql as $$
    begin
      if new.awarded_fen > (${CLAIMED} new.case_id) then
        raise exception 'an award of more than was claimed' using errcode = '23514', constraint = 'award_within_claims';
      end if;
      return new;
    end $$;`;
