import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who signed on paper before their death comes back into what was agreed when that is recorded. An agreement that goes on since the applicants changed
 * knows the first one, who is absent from it, and since when the respondent is asked to sign it; each is null or empty in a first one of all.
 */
export class ReturnSigned1773300060001 implements MigrationInterface {
  name = 'ReturnSigned1773300060001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agreement
        add column first_id uuid constraint agreement_first references agreement,
        add column absent_ids uuid[] not null default '{}',
        add column asked_on date,
        add constraint agreement_goes_on check ((first_id is null) = (asked_on is null) and (first_id is null or first_agreed_on is not null));
      create index agreement_by_first on agreement (first_id);
      ${EXISTING}
      ${signatureDay("case when new.signer = 'APPLICANT' then a.first_agreed_on else a.asked_on end")}
      ${BACK}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger case_party_back on case_party;
      drop function check_back;
      ${signatureDay("case when new.signer = 'APPLICANT' then a.first_agreed_on end")}
      alter table agreement drop column first_id, drop column absent_ids, drop column asked_on;`);
  }
}

/** Of an agreement that goes on after somebody left, the first one is the earliest that has all of its terms. */
const EXISTING = `
      update agreement a set absent_ids = array(select p.id from case_party p
          where p.case_id = a.case_id and p.side = 'APPLICANT' and p.left_at < coalesce(a.voided_at, 'infinity'))
        from mediation_case c where c.id = a.case_id and c.status = 'AGREED';
      update agreement a set first_id = f.id, asked_on = f.agreed_on, first_agreed_on = coalesce(a.first_agreed_on, f.agreed_on)
        from (
          select distinct on (s.id) s.id as standing, o.id, civil_day(c.agreed_at) as agreed_on
            from mediation_case c join agreement s on s.case_id = c.id and s.voided_at is null
              join agreement o on o.case_id = c.id and o.voided_at is not null
            where c.status = 'AGREED' and not exists (
              select from agreement_term t where t.agreement_id = s.id and not exists (
                select from agreement_term k where k.agreement_id = o.id
                  and (k.claim_id, k.amount_fen, k.due_on, k.text) = (t.claim_id, t.amount_fen, t.due_on, t.text)))
            order by s.id, o.voided_at) f
        where a.id = f.standing;`;

const signatureDay = (since: string): string => `
      create or replace function check_signature_day() returns trigger language plpgsql as $$
      declare
        since date;
      begin
        select coalesce(${since}, civil_day(c.agreed_at)) into since
          from agreement a join mediation_case c on c.id = a.case_id where a.id = new.agreement_id;
        if new.signed_on < since then
          raise exception 'signed on %, before what was agreed on %', new.signed_on, since
            using errcode = '23514', constraint = 'agreement_signature_since';
        end if;
        return new;
      end $$;`;

const BACK = `
      -- What has taken effect binds those who signed it, and nobody comes back into it.
      create function check_back() returns trigger language plpgsql as $$
      begin
        if exists (select from agreement a where a.case_id = new.case_id and a.sealed_at is not null) then
          raise exception 'the agreement of the case has taken effect without this party' using errcode = '23514', constraint = 'case_party_back';
        end if;
        return null;
      end $$;
      create trigger case_party_back after update of left_at on case_party
        for each row when (old.left_at is not null and new.left_at is null) execute function check_back();`;
