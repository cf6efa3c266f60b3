import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events, their ticket types and who has registered (S-70, S-72, S-73). How many seats are taken is counted by a trigger, so that it is exact
 * whatever changes a registration, erasure too; the checks on the counts hold VEN-INV-6.
 */
export class CreateEvent1772020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT);
    await runner.query(REGISTRATION);
    await runner.query(COUNTING);
    await runner.query(`
      grant delete on registration, event_signer, signed_message, member_place, ticket_scan to venues_app;
      revoke update on event_key from venues_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table signed_message, event_signer, ticket_scan, registration, ticket_type, event_key, culture_event, member_place;
      drop function count_seats();
    `);
  }
}

const EVENT = `
  create table member_place (
    member_id uuid constraint member_place_pk primary key,
    scope_path text not null constraint member_place_path check (scope_path ~ '^/city/([^/]+/)*$'),
    seen_version int not null
  );

  create table culture_event (
    id uuid constraint culture_event_pk primary key,
    name_zh text not null,
    theme text,
    programme text not null constraint culture_event_programme check (programme in
      ('HAPPY_LABOUR', 'MATCH', 'PERFORMANCE', 'FILM', 'LECTURE', 'EXHIBITION', 'SPORTS')),
    venue_id uuid constraint culture_event_venue references venue,
    facility_id uuid constraint culture_event_facility references facility,
    place text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    registration_until timestamptz not null,
    capacity int constraint culture_event_capacity check (capacity > 0),
    taken int not null default 0,
    district_code text not null,
    scope_path text not null constraint culture_event_scope_path check (scope_path ~ '^/.+/$'),
    published_at timestamptz not null,
    version int not null default 1,
    constraint culture_event_in_order check (starts_at < ends_at and registration_until <= ends_at),
    constraint culture_event_facility_in_venue check (facility_id is null or venue_id is not null),
    constraint culture_event_seats check (taken >= 0 and (capacity is null or taken <= capacity)),
    constraint culture_event_no_overlap exclude using gist (facility_id with =, tstzrange(starts_at, ends_at) with &&)
      where (facility_id is not null)
  );
  create unique index culture_event_once on culture_event (scope_path, starts_at, lower(replace(name_zh, ' ', '')));
  create index culture_event_by_time on culture_event (starts_at, id);
  create index culture_event_by_district on culture_event (district_code, starts_at, id);

  create table event_key (
    event_id uuid constraint event_key_pk primary key constraint event_key_event references culture_event,
    private_key bytea not null,
    public_key text not null
  );

  create table ticket_type (
    id uuid constraint ticket_type_pk primary key,
    event_id uuid not null constraint ticket_type_event references culture_event,
    name_zh text not null,
    face_fen bigint not null constraint ticket_type_face check (face_fen >= 0),
    card_holder_fen bigint not null constraint ticket_type_card_holder check (card_holder_fen between 0 and face_fen),
    quota int not null constraint ticket_type_quota check (quota > 0),
    per_card_limit int not null constraint ticket_type_limit check (per_card_limit > 0),
    sold int not null default 0,
    constraint ticket_type_sold check (sold between 0 and quota),
    constraint ticket_type_of_event unique (id, event_id),
    constraint ticket_type_limited unique (id, per_card_limit)
  );
  create unique index ticket_type_once on ticket_type (event_id, lower(replace(name_zh, ' ', '')));
`;

const REGISTRATION = `
  create table registration (
    id uuid constraint registration_pk primary key,
    event_id uuid not null constraint registration_event references culture_event,
    member_id uuid not null,
    ticket_type_id uuid,
    per_card_limit int not null default 1,
    seat_no int not null,
    arrival bigint generated always as identity,
    status text not null constraint registration_status check (status in ('CONFIRMED', 'WAITLISTED', 'CHECKED_IN', 'CANCELLED')),
    price_fen bigint not null constraint registration_price check (price_fen >= 0),
    card_id uuid,
    ticket_code text constraint registration_ticket_code unique,
    registered_at timestamptz not null,
    registered_by uuid not null,
    accepted_at timestamptz,
    acceptance_kind text constraint registration_acceptance_kind check (acceptance_kind in ('IN_PERSON', 'SIGNED', 'BY_PHONE', 'ONLINE')),
    acceptance_ref text,
    checked_in_at timestamptz,
    cancelled_at timestamptz,
    scope_path text not null constraint registration_scope_path check (scope_path ~ '^/.+/$'),
    version int not null default 1,
    constraint registration_type_of_event foreign key (ticket_type_id, event_id) references ticket_type (id, event_id),
    constraint registration_limit_of_type foreign key (ticket_type_id, per_card_limit) references ticket_type (id, per_card_limit),
    constraint registration_within_limit check (seat_no between 1 and per_card_limit),
    constraint registration_has_acceptance check (registered_by = member_id
      or (accepted_at is not null and acceptance_kind is not null and acceptance_ref is not null and accepted_at <= registered_at)),
    constraint registration_has_code check (status not in ('CONFIRMED', 'CHECKED_IN') or ticket_code is not null),
    constraint registration_checked_in check ((status = 'CHECKED_IN') = (checked_in_at is not null)),
    constraint registration_cancelled check ((status = 'CANCELLED') = (cancelled_at is not null))
  );
  create unique index registration_seat on registration (member_id, event_id, coalesce(ticket_type_id, event_id), seat_no)
    where status <> 'CANCELLED';
  create index registration_in_line on registration (event_id, arrival) where status = 'WAITLISTED';
  create index registration_by_event on registration (event_id, registered_at, id);
  create index registration_by_member on registration (member_id, registered_at, id);

  create table ticket_scan (
    id uuid constraint ticket_scan_pk primary key,
    registration_id uuid not null constraint ticket_scan_registration references registration on delete cascade,
    door text not null,
    scanned_at timestamptz not null,
    merged_at timestamptz,
    outcome text not null constraint ticket_scan_outcome check (outcome in ('ADMITTED', 'DOUBLE')),
    constraint ticket_scan_once unique (registration_id, door, scanned_at)
  );
  create unique index ticket_scan_admitted on ticket_scan (registration_id) where outcome = 'ADMITTED';

  create table event_signer (
    event_id uuid not null constraint event_signer_event references culture_event,
    member_id uuid not null,
    constraint event_signer_pk primary key (event_id, member_id)
  );
  create index event_signer_by_member on event_signer (member_id);

  create table signed_message (
    id uuid constraint signed_message_pk primary key,
    event_id uuid not null constraint signed_message_event references culture_event,
    member_id uuid not null,
    text text not null,
    signed_at timestamptz not null,
    version int not null default 1,
    constraint signed_message_once unique (event_id, member_id)
  );
  create index signed_message_by_member on signed_message (member_id);
`;

const COUNTING = `
  create function count_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    before int := case when tg_op <> 'INSERT' and old.status in ('CONFIRMED', 'CHECKED_IN') then 1 else 0 end;
    now_held int := case when tg_op <> 'DELETE' and new.status in ('CONFIRMED', 'CHECKED_IN') then 1 else 0 end;
    about registration := case when tg_op = 'DELETE' then old else new end;
  begin
    if before = now_held then return null; end if;
    update culture_event set taken = taken + now_held - before where id = about.event_id;
    update ticket_type set sold = sold + now_held - before where id = about.ticket_type_id;
    return null;
  end $$;
  create trigger registration_counted after insert or update of status or delete on registration for each row execute function count_seats();
`;
