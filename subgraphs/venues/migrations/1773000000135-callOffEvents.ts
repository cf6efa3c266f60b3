import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An event may be called off (2.4.2): its facility is free then, and nobody gets a seat at it any more. The trigger holds that whatever changes a
 * registration; it waits for who calls the event off at that moment. A check-in changes no count, so that doors do not wait for each other.
 */
export class CallOffEvents1773000000135 implements MigrationInterface {
  name = 'CallOffEvents1773000000135';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table culture_event add column cancelled_at timestamptz, add column cancel_reason text,
        add constraint culture_event_cancelled check ((cancelled_at is null) = (cancel_reason is null)
          and (cancelled_at is null or cancelled_at < starts_at)),
        drop constraint culture_event_no_overlap,
        add constraint culture_event_no_overlap exclude using gist (facility_id with =, tstzrange(starts_at, ends_at) with &&)
          where (facility_id is not null and cancelled_at is null);
      drop index culture_event_once;
      create unique index culture_event_once on culture_event (scope_path, starts_at, lower(replace(name_zh, ' ', '')))
        where cancelled_at is null;
      alter table registration drop constraint registration_checked_in,
        add constraint registration_checked_in check (case status when 'CHECKED_IN' then checked_in_at is not null
          when 'CANCELLED' then true else checked_in_at is null end);
      create function refuse_seat_of_cancelled() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        is_off boolean;
      begin
        if new.status = 'CANCELLED' then return new; end if;
        if new.status = 'CHECKED_IN' then
          select cancelled_at is not null into is_off from culture_event where id = new.event_id for share;
        else
          select cancelled_at is not null into is_off from culture_event where id = new.event_id for no key update;
        end if;
        if is_off then
          raise exception 'a seat at an event that was called off' using errcode = '23514', constraint = 'registration_of_event_on';
        end if;
        return new;
      end $$;
      create trigger registration_of_event_on before insert or update of status on registration
        for each row execute function refuse_seat_of_cancelled();
      create function keep_event_cancelled() returns trigger language plpgsql as $$
      begin
        raise exception 'an event that was called off' using errcode = '23514', constraint = 'culture_event_stays_cancelled';
      end $$;
      create trigger culture_event_stays_cancelled before update of cancelled_at, cancel_reason on culture_event
        for each row when (old.cancelled_at is not null and (new.cancelled_at, new.cancel_reason) is distinct from (old.cancelled_at, old.cancel_reason))
        execute function keep_event_cancelled();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger culture_event_stays_cancelled on culture_event;
      drop trigger registration_of_event_on on registration;
      drop function keep_event_cancelled, refuse_seat_of_cancelled;
      update registration set checked_in_at = null where status = 'CANCELLED';
      alter table registration drop constraint registration_checked_in,
        add constraint registration_checked_in check ((status = 'CHECKED_IN') = (checked_in_at is not null));
      update culture_event set facility_id = null, name_zh = name_zh || ' ' || id where cancelled_at is not null;
      drop index culture_event_once;
      create unique index culture_event_once on culture_event (scope_path, starts_at, lower(replace(name_zh, ' ', '')));
      alter table culture_event drop constraint culture_event_no_overlap,
        add constraint culture_event_no_overlap exclude using gist (facility_id with =, tstzrange(starts_at, ends_at) with &&)
          where (facility_id is not null),
        drop constraint culture_event_cancelled, drop column cancelled_at, drop column cancel_reason;
    `);
  }
}
