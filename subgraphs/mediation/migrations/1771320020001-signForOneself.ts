import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where nobody was elected to act for all, each party signs for itself, and an applicant who withdraws leaves the case to the others (P11
 * art. 7, 14). An agreement that somebody left before it took effect binds nobody; the others make a new one.
 */
export class SignForOneself1771320020001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEAVING);
    await runner.query(SIGNING);
    await runner.query(SEALING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger agreement_each_signed on agreement;
      drop function check_each_signed, unsigned_parties;
      delete from agreement_signature s using agreement a where a.id = s.agreement_id and a.voided_at is not null;
      delete from performance_item where is_void;
      delete from agreement_term t using agreement a where a.id = t.agreement_id and a.voided_at is not null;
      delete from agreement where voided_at is not null;
      create or replace function derive_confirmation_due() returns trigger language plpgsql as $$
      begin
        select case new.route when 'JUDICIAL' then judicial_by else arbitration_review_by end into new.due_by from agreement where case_id = new.case_id;
        return new;
      end $$;
      alter table performance_item drop column is_void;
      drop index agreement_one;
      alter table agreement drop column voided_at, add constraint agreement_one unique (case_id);
      drop index agreement_signature_one, agreement_signature_by_party;
      delete from agreement_signature s using agreement_signature kept
        where kept.agreement_id = s.agreement_id and kept.signer = s.signer and kept.party_id < s.party_id;
      alter table agreement_signature drop column party_id, add constraint agreement_signature_pk primary key (agreement_id, signer);
      create or replace function follow_case() returns trigger language plpgsql as $$
      begin
        update case_dispute set open = (new.closed_at is null) where case_id = new.id and open <> (new.closed_at is null);
        return null;
      end $$;
      alter table case_dispute drop column applicant_left;
      alter table case_party drop column left_at, drop column left_as, drop column left_paper_ref;
    `);
  }
}

const LEAVING = `
  alter table case_party add column left_at timestamptz,
    add column left_as text constraint case_party_left_as check (left_as in ('WITHDRAWN', 'FAILED')),
    add column left_paper_ref text constraint case_party_left_paper check (length(left_paper_ref) between 1 and 200),
    add constraint case_party_left check ((left_at is null) = (left_as is null)),
    add constraint case_party_leaver check (left_at is null or side = 'APPLICANT');

  -- The dispute of somebody who left is open no more, whatever becomes of the case.
  alter table case_dispute add column applicant_left boolean not null default false,
    add constraint case_dispute_left check (not (open and applicant_left));
  create or replace function follow_case() returns trigger language plpgsql as $$
  begin
    update case_dispute set open = (new.closed_at is null)
      where case_id = new.id and not applicant_left and open <> (new.closed_at is null);
    return null;
  end $$;`;

const SIGNING = `
  alter table agreement drop constraint agreement_one, add column voided_at timestamptz
    constraint agreement_voided check (voided_at is null or sealed_at is null);
  alter table performance_item add column is_void boolean not null default false,
    add constraint performance_item_void check (not (is_void and paid_fen > 0));
  create unique index agreement_one on agreement (case_id) where voided_at is null;
  create or replace function derive_confirmation_due() returns trigger language plpgsql as $$
  begin
    select case new.route when 'JUDICIAL' then judicial_by else arbitration_review_by end into new.due_by
      from agreement where case_id = new.case_id and voided_at is null;
    return new;
  end $$;

  alter table agreement_signature drop constraint agreement_signature_pk,
    add column party_id uuid constraint agreement_signature_party references case_party,
    add constraint agreement_signature_of_party check (signer <> 'MEDIATOR' or party_id is null);
  create index agreement_signature_by_party on agreement_signature (party_id);
  create unique index agreement_signature_one on agreement_signature (agreement_id, signer, party_id) nulls not distinct;
  update agreement_signature s set party_id = p.id
    from agreement a, case_party p
    where a.id = s.agreement_id and p.case_id = a.case_id and p.side = s.signer
      and 1 = (select count(*) from case_party o where o.case_id = a.case_id and o.side = s.signer);`;

// One signed for all until now; before the seal, the others are asked as well.
const SEALING = `
  create function unsigned_parties(agreement_of uuid, case_of uuid) returns table (party_id uuid, side text) language sql stable as $$
    select p.id, p.side from case_party p where p.case_id = case_of and p.left_at is null
      and not exists (select from agreement_signature s where s.agreement_id = agreement_of and s.party_id = p.id)
      and not (p.side = 'APPLICANT' and exists (
        select from case_party e where e.case_id = case_of and e.side = 'APPLICANT' and e.is_representative))
  $$;
  update agreement a set signed_by_applicant_at = null where a.sealed_at is null and a.signed_by_applicant_at is not null
    and exists (select from unsigned_parties(a.id, a.case_id) u where u.side = 'APPLICANT');
  update agreement a set signed_by_respondent_at = null where a.sealed_at is null and a.signed_by_respondent_at is not null
    and exists (select from unsigned_parties(a.id, a.case_id) u where u.side = 'RESPONDENT');

  create function check_each_signed() returns trigger language plpgsql as $$
  begin
    if exists (select from unsigned_parties(new.id, new.case_id)) then
      raise exception 'a party of the case has not signed' using errcode = '23514', constraint = 'agreement_each_signed';
    end if;
    return null;
  end $$;
  create trigger agreement_each_signed after update of sealed_at on agreement
    for each row when (old.sealed_at is null and new.sealed_at is not null) execute function check_each_signed();`;
