import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An award gives no more than was claimed (P11; nobody decides beyond what is asked), and what the workers' congress was shown of a guarantee is
 * not measured anew after it has voted (S-53, P14 art. 36).
 */
export class BoundAwards1771340010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AWARDS);
    await runner.query(CHECKS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger measured_before_vote on guarantee_check;
      drop trigger within_claims on award;
      drop function check_measured_before_vote, check_within_claims;`);
  }
}

/** A claim without an amount may be worth any. */
const AWARDS = `
  create function check_within_claims() returns trigger language plpgsql as $$
    begin
      if new.awarded_fen > (select case when bool_and(c.amount_fen is not null) then sum(c.amount_fen) end
        from case_claim c where c.case_id = new.case_id)
      then
        raise exception 'an award of more than was claimed' using errcode = '23514', constraint = 'award_within_claims';
      end if;
      return new;
    end $$;
  create trigger within_claims before insert or update of awarded_fen on award
    for each row execute function check_within_claims();`;

/** Whoever records a check or a vote locks the round first. */
const CHECKS = `
  create function check_measured_before_vote() returns trigger language plpgsql as $$
    begin
      if exists (select from guarantee_check g where g.round_id = new.round_id and g.draft_no = new.draft_no and g.kind = new.kind)
        and exists (select from congress_vote v where v.round_id = new.round_id and v.draft_no = new.draft_no and v.passed)
      then
        raise exception 'a guarantee measured anew after the vote' using errcode = '23514', constraint = 'guarantee_check_before_vote';
      end if;
      return new;
    end $$;
  create trigger measured_before_vote before insert on guarantee_check
    for each row execute function check_measured_before_vote();`;
