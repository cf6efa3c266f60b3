import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Five in, five out (S-67): what is offered, and what unions ask for. What was a wish brought by 12351 alone is now any request for outreach: by
 * a union, through review, schedule, delivery and rating, or from 12351 as before. A trigger counts the requests that an offer serves, so
 * that its quota holds whatever changes a request.
 */
export class CreateFiveInFiveOut1773000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KNOWN);
    await runner.query(OFFER);
    await runner.query(REQUEST);
    await runner.query(COUNTING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger outreach_request_counted on outreach_request;
      drop function count_outreach();
      delete from outreach_request where service_request_id is null;
      alter table outreach_request
        drop constraint outreach_request_origin, drop constraint outreach_request_of_12351, drop constraint outreach_request_asks,
        drop constraint outreach_request_scheduled, drop constraint outreach_request_delivered, drop constraint outreach_request_rated,
        drop constraint outreach_request_no_overlap, drop constraint outreach_request_of_offer,
        drop constraint outreach_request_status, drop constraint outreach_request_closed;
      alter table outreach_request
        drop column union_id, drop column workers_home_id, drop column kind, drop column offer_id, drop column provider_path,
        drop column preferred, drop column audience_size, drop column place, drop column facility_id, drop column start_at,
        drop column end_at, drop column delivered_at, drop column delivered_audience, drop column rating, drop column rating_note,
        alter column service_request_id set not null, alter column request_version set not null, alter column due_at set not null,
        add constraint outreach_request_status check (status in ('SUBMITTED', 'DELIVERED', 'DECLINED')),
        add constraint outreach_request_closed check ((status = 'SUBMITTED') = (closed_at is null) and (closed_at is null or note is not null));
      drop table outreach_offer, known_home, known_union;
    `);
  }
}

const KINDS = `('PALACE', 'HALL', 'LECTURE', 'THEATRE', 'CINEMA', 'PERFORMANCE', 'FILM', 'COACHING', 'PLANNING', 'WORKS')`;

const KNOWN = `
  create table known_union (
    union_id uuid constraint known_union_pk primary key,
    kind text not null,
    scope_path text collate "C" not null constraint known_union_path check (scope_path ~ '^/city/([^/]+/)*$'),
    district_code text,
    has_ended boolean not null,
    seen_version int not null
  );
  create index known_union_by_path on known_union (scope_path);

  create table known_home (
    home_id uuid constraint known_home_pk primary key,
    union_id uuid not null,
    district_code text not null,
    seen_version int not null
  );
`;

const OFFER = `
  create table outreach_offer (
    id uuid constraint outreach_offer_pk primary key,
    direction text not null constraint outreach_offer_direction check (direction in ('IN', 'OUT')),
    kind text not null constraint outreach_offer_kind check (kind in ${KINDS}),
    name_zh text collate pinyin not null,
    from_on date not null,
    to_on date not null,
    quota int constraint outreach_offer_quota check (quota > 0),
    taken int not null default 0,
    facility_id uuid constraint outreach_offer_facility references facility,
    scope_path text not null constraint outreach_offer_scope_path check (scope_path ~ '^/.+/$'),
    published_at timestamptz not null,
    version int not null default 1,
    constraint outreach_offer_in_order check (from_on <= to_on),
    constraint outreach_offer_kind_of_direction check
      ((direction = 'IN') = (kind in ('PALACE', 'HALL', 'LECTURE', 'THEATRE', 'CINEMA'))),
    constraint outreach_offer_has_place check ((direction = 'IN') = (facility_id is not null)),
    constraint outreach_offer_within_quota check (taken >= 0 and (quota is null or taken <= quota)),
    constraint outreach_offer_of_kind unique (id, kind)
  );
  create unique index outreach_offer_once on outreach_offer (scope_path, kind, from_on, lower(replace(name_zh, ' ', '')));
  create index outreach_offer_by_end on outreach_offer (direction, to_on);
`;

const REQUEST = `
  alter table outreach_request
    alter column service_request_id drop not null,
    alter column request_version drop not null,
    alter column due_at drop not null,
    add column union_id uuid,
    add column workers_home_id uuid,
    add column kind text constraint outreach_request_kind check (kind in ${KINDS}),
    add column offer_id uuid,
    add column provider_path text,
    add column preferred jsonb,
    add column audience_size int constraint outreach_request_audience check (audience_size > 0),
    add column place text,
    add column facility_id uuid constraint outreach_request_facility references facility,
    add column start_at timestamptz,
    add column end_at timestamptz,
    add column delivered_at timestamptz,
    add column delivered_audience int constraint outreach_request_came check (delivered_audience >= 0),
    add column rating int constraint outreach_request_rating check (rating between 1 and 5),
    add column rating_note text,
    drop constraint outreach_request_status,
    drop constraint outreach_request_closed;
  alter table outreach_request
    add constraint outreach_request_status check
      (status in ('SUBMITTED', 'REVIEWED', 'SCHEDULED', 'DELIVERED', 'RATED', 'DECLINED', 'CANCELLED')),
    add constraint outreach_request_origin check ((service_request_id is null) = (union_id is not null)
      and (service_request_id is null) = (request_version is null) and (service_request_id is null) = (due_at is null)),
    add constraint outreach_request_of_12351 check (union_id is not null or status in ('SUBMITTED', 'DELIVERED', 'DECLINED')),
    add constraint outreach_request_asks check ((union_id is null and kind is null and offer_id is null and workers_home_id is null)
      or (union_id is not null and kind is not null and preferred is not null and audience_size is not null and place is not null)),
    add constraint outreach_request_closed check ((status in ('SUBMITTED', 'REVIEWED', 'SCHEDULED')) = (closed_at is null)
      and (note is not null or not (status in ('DECLINED', 'CANCELLED') or (closed_at is not null and union_id is null)))),
    add constraint outreach_request_scheduled check (start_at < end_at and (start_at is null) = (end_at is null)
      and (start_at is not null or union_id is null or status not in ('SCHEDULED', 'DELIVERED', 'RATED'))),
    add constraint outreach_request_delivered check ((delivered_at is not null) = (delivered_audience is not null)
      and (delivered_at is not null) = (union_id is not null and status in ('DELIVERED', 'RATED'))),
    add constraint outreach_request_rated check ((rating is not null) = (status = 'RATED')),
    add constraint outreach_request_of_offer foreign key (offer_id, kind) references outreach_offer (id, kind),
    add constraint outreach_request_no_overlap exclude using gist (facility_id with =, tstzrange(start_at, end_at) with &&)
      where (facility_id is not null and status in ('SCHEDULED', 'DELIVERED', 'RATED'));
  create index outreach_request_by_union on outreach_request (union_id, received_at, id) where union_id is not null;
  create index outreach_request_by_offer on outreach_request (offer_id) where offer_id is not null;
`;

const COUNTING = `
  create function count_outreach() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    before int := case when tg_op <> 'INSERT' and old.status in ('REVIEWED', 'SCHEDULED', 'DELIVERED', 'RATED') then 1 else 0 end;
    now_served int := case when tg_op <> 'DELETE' and new.status in ('REVIEWED', 'SCHEDULED', 'DELIVERED', 'RATED') then 1 else 0 end;
    about outreach_request := case when tg_op = 'DELETE' then old else new end;
  begin
    if before <> now_served then
      update outreach_offer set taken = taken + now_served - before where id = about.offer_id;
    end if;
    return null;
  end $$;
  create trigger outreach_request_counted after insert or update of status or delete on outreach_request
    for each row execute function count_outreach();
`;
