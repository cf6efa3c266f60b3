import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A contract exists from its signatures on, and is filed afterwards (domain rule 2.2.3); an agreement on wages neither without its three
 * guarantees (S-53). Contracts that were filed before rounds were kept have none.
 */
export class SignBeforeFiling1771110002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(GUARANTEED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger guaranteed on collective_contract;
      drop function check_guaranteed;
      delete from collective_contract_employer e using collective_contract c where c.id = e.contract_id and c.filed_on is null;
      update bargaining_round set renews_id = null where renews_id in (select id from collective_contract where filed_on is null);
      delete from collective_contract where filed_on is null;
      alter table collective_contract_employer drop column workers;
      alter table collective_contract drop column has_wage_terms, drop column wage_growth_bp, drop column file_by,
        drop column publish_by, drop column published_on, drop column published_in, drop column renewal_from,
        alter column filed_on set not null, alter column objection_by set not null;`);
  }
}

const COLUMNS = `
  alter table collective_contract alter column filed_on drop not null, alter column objection_by drop not null,
    add column has_wage_terms boolean not null default false, add column wage_growth_bp int, add column file_by date,
    add column publish_by date, add column published_on date,
    add column published_in text constraint collective_contract_published_in check (length(published_in) between 1 and 200),
    add column renewal_from date;
  update collective_contract set has_wage_terms = kind in ('WAGE_SPECIAL', 'AREA'),
    file_by = last_day(signed_on, case kind when 'WAGE_SPECIAL' then 7 else 10 end),
    publish_by = last_day(greatest(objection_by + 1, term_from), case kind when 'WAGE_SPECIAL' then 5 else 10 end),
    renewal_from = case kind when 'WAGE_SPECIAL' then term_to - 59 else (term_to + 1 - interval '3 months')::date end;
  alter table collective_contract alter column has_wage_terms drop default, alter column file_by set not null,
    alter column renewal_from set not null,
    add constraint collective_contract_filing check ((filed_on is null) = (objection_by is null)
      and (filed_on is null) = (publish_by is null)),
    add constraint collective_contract_publication check ((published_on is null) = (published_in is null)),
    add constraint collective_contract_published check (published_on >= filed_on),
    add constraint collective_contract_wages check (kind <> 'WAGE_SPECIAL' or has_wage_terms);
  create index collective_contract_latest on collective_contract (signed_on desc, id desc);
  create index collective_contract_renewal on collective_contract (renewal_from);
  alter table collective_contract_employer add column workers int constraint collective_contract_employer_workers check (workers > 0);`;

const GUARANTEED = `
  create function check_guaranteed() returns trigger language plpgsql as $$
    begin
      if new.has_wage_terms and new.round_id is not null and (
        select count(*) from (
          select distinct on (g.kind) g.result from guarantee_check g join bargaining_round r on r.id = g.round_id and r.draft_no = g.draft_no
          where g.round_id = new.round_id order by g.kind, g.recorded_at desc, g.id desc) latest
        where latest.result in ('PASS', 'WAIVED')) < 3
      then
        raise exception 'an agreement on wages without its three guarantees' using errcode = '23514', constraint = 'collective_contract_guaranteed';
      end if;
      return new;
    end $$;
  create trigger guaranteed before insert or update of filed_on, signed_on on collective_contract
    for each row execute function check_guaranteed();`;
