import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A representative in bargaining who dies signs no more: the day of death is kept with them, and with a signature the day on which its paper was signed, which
 * is after the vote and not after that death.
 */
export class KeepDeathsOfRepresentatives1773800010000 implements MigrationInterface {
  name = 'KeepDeathsOfRepresentatives1773800010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table round_rep add column died_on date;
      alter table round_signature
        add column signed_on date constraint round_signature_day check (signed_on is null or paper_ref is not null),
        add constraint round_signature_not_to_come check (signed_on <= civil_day(signed_at));
      ${CHECK}
      ${EXISTING}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger round_signature_in_life on round_signature;
      drop function check_round_signature;
      alter table round_signature drop constraint round_signature_not_to_come, drop column signed_on;
      alter table round_rep drop column died_on;`);
  }
}

/** The row of who signs is locked: a death that is kept at the same moment waits, or is seen. */
const CHECK = `
      create function check_round_signature() returns trigger language plpgsql as $$
      declare
        day date := coalesce(new.signed_on, civil_day(new.signed_at));
        died date;
        voted date;
      begin
        select died_on into died from round_rep where id = new.rep_id for share;
        if day > died then
          raise exception 'signed on %, after the death on %', day, died using errcode = '23514', constraint = 'round_signature_in_life';
        end if;
        select max(held_on) into voted from congress_vote where round_id = new.round_id and draft_no = new.draft_no and passed;
        if day < voted then
          raise exception 'signed on %, before the vote of %', day, voted using errcode = '23514', constraint = 'round_signature_since';
        end if;
        return new;
      end $$;
      create trigger round_signature_in_life before insert on round_signature
        for each row execute function check_round_signature();`;

/** Of who died before it is the day that the record tells; where it tells none, today at the latest. */
const EXISTING = `
      update round_rep p set died_on = coalesce(k.died_on, civil_day(now())) from known_member k
        where k.member_id = p.person_id and k.has_died and p.is_current;`;
