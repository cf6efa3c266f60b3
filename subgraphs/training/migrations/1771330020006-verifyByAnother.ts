import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who records a certificate, or holds it, does not verify it; by person, whatever roles they hold, and also where their record was merged into
 * another one (C-16). Judged when it is verified: a later merge undoes nothing. A champion's certificate is entered by its issuer itself.
 */
export class VerifyByAnother1771330020006 implements MigrationInterface {
  name = 'VerifyByAnother1771330020006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function person_of(record uuid) returns uuid language sql stable set search_path = public, pg_temp as $$
        with recursive way(id, step) as (
          select record, 0
          union all select m.survivor_id, w.step + 1 from way w join member_merge m on m.duplicate_id = w.id and m.state = 'MERGED' where w.step < 100)
        select id from way order by step desc limit 1
      $$;
      create function certificate_verified_by_another() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if person_of(new.verified_by) in (person_of(new.recorded_by), person_of(new.member_id)) then
          raise exception 'certificate % is verified by who recorded or holds it', new.id
            using errcode = 'check_violation', constraint = 'certificate_verified_by_another', table = 'certificate';
        end if;
        return new;
      end $$;
      create trigger certificate_verified_by_another before insert or update of verified_by on certificate
        for each row when (new.verified_by is not null and new.source = 'ASSESSMENT' and new.issuing_agency is null) execute function certificate_verified_by_another();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger certificate_verified_by_another on certificate;
      drop function certificate_verified_by_another, person_of;
    `);
  }
}
