import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A signature says on which day it was given: not after it was recorded, and not before what was agreed. Where an applicant left since, an agreement keeps
 * the day of the first one, which binds the applicants as it did; the respondent is asked anew from the day of the case.
 */
export class DateSignatures1773300060000 implements MigrationInterface {
  name = 'DateSignatures1773300060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agreement add column first_agreed_on date;
      alter table agreement_signature
        add constraint agreement_signature_not_to_come check (signed_on <= civil_day(signed_at));
      create function check_signature_day() returns trigger language plpgsql as $$
      declare
        since date;
      begin
        select coalesce(case when new.signer = 'APPLICANT' then a.first_agreed_on end, civil_day(c.agreed_at)) into since
          from agreement a join mediation_case c on c.id = a.case_id where a.id = new.agreement_id;
        if new.signed_on < since then
          raise exception 'signed on %, before what was agreed on %', new.signed_on, since
            using errcode = '23514', constraint = 'agreement_signature_since';
        end if;
        return new;
      end $$;
      create trigger agreement_signature_since before insert on agreement_signature
        for each row when (new.signed_on is not null) execute function check_signature_day();
      ${EXISTING}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger agreement_signature_since on agreement_signature;
      drop function check_signature_day;
      alter table agreement_signature drop constraint agreement_signature_not_to_come;
      alter table agreement drop column first_agreed_on;`);
  }
}

/** The day of what was agreed first was not kept where somebody left: it is not after the first signature to it. */
const EXISTING = `
      update agreement a set first_agreed_on = least(civil_day(c.agreed_at), earlier.day)
        from mediation_case c, lateral (
          select min(coalesce(s.signed_on, civil_day(s.signed_at))) as day from agreement o join agreement_signature s on s.agreement_id = o.id
            where o.case_id = c.id) earlier
        where c.id = a.case_id and a.voided_at is null and c.status = 'AGREED'
          and exists (select from agreement o where o.case_id = c.id and o.voided_at is not null);`;
