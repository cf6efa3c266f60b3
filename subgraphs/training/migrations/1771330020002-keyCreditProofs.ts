import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One proof brings a member credits once, and so does one course, however often it was passed (S-58, SKL-INV-2). */
export class KeyCreditProofs1771330020002 implements MigrationInterface {
  name = 'KeyCreditProofs1771330020002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS);
    await runner.query(`
      alter table credit_entry add column evidence_no text
        constraint credit_entry_evidence_no check (evidence_no is null or source = 'NON_FORMAL'), add column proof_key text;
      update credit_entry e set proof_key = k.key || case when k.place > 1 then ':' || e.id else '' end
        from (select id, key, row_number() over (partition by key, status = 'VOIDED' order by deposited_at, id) as place
          from (select id, status, deposited_at, credit_proof_key(source, member_id, enrolment_id, evidence_no, evidence) as key
            from credit_entry) keyed where key is not null) k where k.id = e.id;
      create trigger credit_entry_proof_key before insert on credit_entry for each row execute function fill_credit_proof_key();
      create unique index credit_entry_proof_once on credit_entry (proof_key) where status <> 'VOIDED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index credit_entry_proof_once;
      drop trigger credit_entry_proof_key on credit_entry;
      alter table credit_entry drop column proof_key, drop column evidence_no;
      drop function fill_credit_proof_key, credit_proof_key, proof_fold;
    `);
  }
}

/** A proof is known by its number, and by its words where it has none; blanks, signs and the size of letters make no other proof of it. */
const KEYS = `
  create function proof_fold(words text) returns text language sql immutable as $$
    select lower(regexp_replace(normalize(words, NFKC), '[[:space:][:punct:]]+', '', 'g')) $$;
  create function credit_proof_key(source text, member_id uuid, enrolment_id uuid, evidence_no text, evidence text) returns text
    language sql stable as $$
    select case source
      when 'COURSE' then (select 'course:' || $2 || ':' || s.course_id from enrolment e join course_session s on s.id = e.session_id where e.id = $3)
      when 'NON_FORMAL' then case when evidence_no is null then 'words:' else 'number:' end || $2 || ':' || proof_fold(coalesce(evidence_no, evidence))
    end $$;
  create function fill_credit_proof_key() returns trigger language plpgsql as $$
  begin
    new.proof_key := credit_proof_key(new.source, new.member_id, new.enrolment_id, new.evidence_no, new.evidence);
    return new;
  end $$;`;
