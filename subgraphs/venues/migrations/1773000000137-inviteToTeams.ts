import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is to be in a team is invited, and is in it once they accept (S-75). Those who were in a team before have accepted. `joined_at` becomes the
 * acceptance; the trigger lets only those perform who have accepted, and waits for who accepts or leaves at that moment.
 */
export class InviteToTeams1773000000137 implements MigrationInterface {
  name = 'InviteToTeams1773000000137';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table troupe_team_member add column id uuid, add column status text, add column invited_at timestamptz,
        add column acceptance_kind text, add column acceptance_ref text, add column left_at timestamptz,
        add column version int not null default 1;
      update troupe_team_member set id = gen_random_uuid(), status = 'ACCEPTED', invited_at = joined_at;
      alter table troupe_team_member alter column id set not null, alter column status set not null,
        alter column invited_at set not null, alter column joined_at drop not null,
        add constraint troupe_team_member_id unique (id),
        add constraint troupe_team_member_status check (status in ('INVITED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'LEFT')),
        add constraint troupe_team_member_joined check ((joined_at is not null) = (status in ('ACCEPTED', 'LEFT'))),
        add constraint troupe_team_member_left check ((left_at is null) = (status in ('INVITED', 'ACCEPTED'))),
        add constraint troupe_team_member_acceptance_kind check (acceptance_kind in ('IN_PERSON', 'SIGNED', 'BY_PHONE', 'ONLINE')),
        add constraint troupe_team_member_acceptance check ((acceptance_kind is null) = (acceptance_ref is null)
          and (acceptance_kind is null or joined_at is not null));
      create function refuse_performer_of_no_team() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform from troupe_team_member where team_id = new.team_id and performer_id = new.performer_id and status = 'ACCEPTED' for share;
        if not found then
          raise exception 'a performer who has not accepted to be in the team' using errcode = '23514', constraint = 'performance_cast_accepted';
        end if;
        return new;
      end $$;
      create trigger performance_cast_accepted before insert or update of team_id, performer_id on performance_cast
        for each row execute function refuse_performer_of_no_team();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger performance_cast_accepted on performance_cast;
      drop function refuse_performer_of_no_team;
      delete from troupe_team_member where joined_at is null;
      alter table troupe_team_member drop constraint troupe_team_member_id, drop constraint troupe_team_member_status,
        drop constraint troupe_team_member_joined, drop constraint troupe_team_member_left,
        drop constraint troupe_team_member_acceptance_kind, drop constraint troupe_team_member_acceptance,
        drop column id, drop column status, drop column invited_at, drop column acceptance_kind, drop column acceptance_ref,
        drop column left_at, drop column version, alter column joined_at set not null;
    `);
  }
}
