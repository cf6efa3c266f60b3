import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Legal aid ends with its case: nobody acts in a case that is withdrawn, closed or performed (S-39), nor is on its way to be. */
export class EndLegalAidWithCase1771350030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EXISTING);
    await runner.query(GUARDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger in_open_case on legal_aid_grant;
      drop trigger aid_ended on mediation_case;
      drop function check_in_open_case, check_aid_ended;`);
  }
}

const EXISTING = `
  update legal_aid_grant g set status = case c.status when 'WITHDRAWN' then 'TERMINATED' else 'COMPLETED' end,
      ended_on = greatest(g.granted_on, civil_day(c.closed_at)), outcome = '案件结束 ' || c.status, version = g.version + 1
    from mediation_case c where c.id = g.case_id and g.status = 'ACTIVE'
      and (c.status in ('PERFORMED', 'CLOSED', 'WITHDRAWN') or (g.scope = 'MEDIATION' and c.closed_at is not null));`;

/** Who grants, and who ends a case, locks the case first. */
const GUARDS = `
  create function check_in_open_case() returns trigger language plpgsql as $$
    begin
      if exists (select from mediation_case c where c.id = new.case_id and c.status in ('PERFORMED', 'CLOSED', 'WITHDRAWN')) then
        raise exception 'legal aid in a case that is over' using errcode = '23514', constraint = 'legal_aid_grant_open_case';
      end if;
      return new;
    end $$;
  create trigger in_open_case before insert on legal_aid_grant
    for each row when (new.status = 'ACTIVE') execute function check_in_open_case();
  create function check_aid_ended() returns trigger language plpgsql as $$
    begin
      if exists (select from legal_aid_grant g where g.case_id = new.id and g.status = 'ACTIVE') then
        raise exception 'a case that ends with legal aid going on' using errcode = '23514', constraint = 'mediation_case_aid_ended';
      end if;
      return new;
    end $$;
  create trigger aid_ended before update of status on mediation_case
    for each row when (new.status in ('PERFORMED', 'CLOSED', 'WITHDRAWN') and old.status <> new.status) execute function check_aid_ended();`;
