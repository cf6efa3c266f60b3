import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Public screens and the campaigns that play a film on them at one moment (S-74). What screens told is counted per district and operator by
 * triggers, once for each statement and not for each row; the checks hold that a campaign is live only when enough screens have the film.
 */
export class CreateScreenCampaign1773000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCREEN);
    await runner.query(CAMPAIGN);
    await runner.query(FILE);
    await runner.query(COUNTING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table screen_file_fault, screen_file, campaign_tally, campaign_screen, screen_campaign, screen;
      drop function count_booked_screens(), count_told_screens();
    `);
  }
}

const SCREEN = `
  create table screen (
    id uuid constraint screen_pk primary key,
    screen_no text not null constraint screen_once unique constraint screen_no_form check (screen_no ~ '^[A-Z0-9][A-Z0-9-]{2,31}$'),
    operator text collate pinyin not null,
    district_code text not null constraint screen_district check (district_code ~ '^[0-9]{6}$'),
    site text not null,
    online boolean not null,
    registered_at timestamptz not null
  );
  create index screen_by_place on screen (district_code, operator, online);
`;

const CAMPAIGN = `
  create table screen_campaign (
    id uuid constraint screen_campaign_pk primary key,
    name_zh text collate pinyin not null,
    film text not null,
    partner text,
    play_at timestamptz not null,
    length_minutes int not null constraint screen_campaign_length check (length_minutes between 1 and 240),
    series_from date,
    series_to date,
    status text not null,
    created_by uuid not null,
    created_at timestamptz not null,
    approved_at timestamptz,
    booked_at timestamptz,
    rehearsed_at timestamptz,
    live_at timestamptz,
    live_bp int,
    reported_at timestamptz,
    booked int not null default 0,
    acknowledged int not null default 0,
    played int not null default 0,
    failed int not null default 0,
    version int not null default 1,
    constraint screen_campaign_series check (num_nonnulls(series_from, series_to) in (0, 2) and series_from <= series_to),
    constraint screen_campaign_status check (num_nonnulls(approved_at, booked_at, rehearsed_at, live_at, reported_at) =
      coalesce(array_position(array['DRAFT', 'FILM_APPROVED', 'SCREENS_BOOKED', 'REHEARSED', 'LIVE', 'REPORTED'], status), 0) - 1),
    constraint screen_campaign_in_turn check (
      (booked_at is null or approved_at is not null) and (rehearsed_at is null or booked_at is not null)
      and (live_at is null or rehearsed_at is not null) and (reported_at is null or live_at is not null)),
    constraint screen_campaign_counts check (booked >= 0 and acknowledged between 0 and booked and played >= 0 and failed >= 0
      and played + failed <= booked),
    constraint screen_campaign_booked_later check (booked = 0 or approved_at is not null),
    constraint screen_campaign_played_later check (played + failed = 0 or live_at is not null),
    constraint screen_campaign_live check ((live_at is null) = (live_bp is null)
      and (live_at is null or (booked > 0 and acknowledged::bigint * 10000 >= booked::bigint * live_bp)))
  );
  create unique index screen_campaign_once on screen_campaign (play_at, lower(replace(name_zh, ' ', '')));
  create index screen_campaign_by_time on screen_campaign (play_at, id);

  create table campaign_screen (
    campaign_id uuid not null constraint campaign_screen_campaign references screen_campaign,
    screen_id uuid not null constraint campaign_screen_screen references screen,
    district_code text not null,
    operator text not null,
    playing tstzrange not null,
    acknowledged_at timestamptz,
    result text constraint campaign_screen_result check (result in ('PLAYED', 'FAILED')),
    played_at timestamptz,
    failure text,
    constraint campaign_screen_pk primary key (campaign_id, screen_id),
    constraint campaign_screen_played check ((played_at is not null) = (result is not distinct from 'PLAYED')),
    constraint campaign_screen_failure check (failure is null or result = 'FAILED'),
    constraint campaign_screen_free exclude using gist (screen_id with =, playing with &&)
  );

  create table campaign_tally (
    campaign_id uuid not null constraint campaign_tally_campaign references screen_campaign,
    district_code text not null,
    operator text collate pinyin not null,
    booked int not null,
    acknowledged int not null,
    played int not null,
    failed int not null,
    constraint campaign_tally_pk primary key (campaign_id, district_code, operator),
    constraint campaign_tally_within check (acknowledged between 0 and booked and played >= 0 and failed >= 0 and played + failed <= booked)
  );
`;

const FILE = `
  create table screen_file (
    id uuid constraint screen_file_pk primary key,
    campaign_id uuid constraint screen_file_campaign references screen_campaign,
    kind text not null constraint screen_file_kind check (kind in ('REGISTER', 'ACKNOWLEDGEMENTS', 'PLAYOUTS')),
    sha256 text not null constraint screen_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    total int not null,
    accepted int not null,
    unchanged int not null,
    rejected int not null,
    submitted_by uuid not null,
    submitted_at timestamptz not null,
    constraint screen_file_about check ((kind = 'REGISTER') = (campaign_id is null)),
    constraint screen_file_counts check (total > 0 and accepted >= 0 and unchanged >= 0 and rejected >= 0
      and accepted + unchanged + rejected = total)
  );
  create unique index screen_file_once on screen_file (campaign_id, kind, sha256) where campaign_id is not null;
  create index screen_file_by_time on screen_file (submitted_at, id);

  create table screen_file_fault (
    file_id uuid not null constraint screen_file_fault_file references screen_file,
    line int not null,
    screen_no text not null,
    code text not null,
    constraint screen_file_fault_pk primary key (file_id, line)
  );
`;

const TOLD = `(acknowledged_at is not null)::int as acknowledged, (result is not distinct from 'PLAYED')::int as played,
        (result is not distinct from 'FAILED')::int as failed`;

/** The totals of a campaign are summed anew, so that they are right whatever was there before. */
const TOTALS = `
    update screen_campaign c set booked = t.booked, acknowledged = t.acknowledged, played = t.played, failed = t.failed
      from (select campaign_id, sum(booked) as booked, sum(acknowledged) as acknowledged, sum(played) as played, sum(failed) as failed
        from campaign_tally where campaign_id in (select campaign_id from is_now) group by 1) t where c.id = t.campaign_id;
    return null;`;

const COUNTING = `
  create function count_booked_screens() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into campaign_tally as t (campaign_id, district_code, operator, booked, acknowledged, played, failed)
      select campaign_id, district_code, operator, count(*), sum(acknowledged), sum(played), sum(failed)
      from (select campaign_id, district_code, operator, ${TOLD} from is_now) n group by 1, 2, 3
      on conflict on constraint campaign_tally_pk do update set booked = t.booked + excluded.booked,
        acknowledged = t.acknowledged + excluded.acknowledged, played = t.played + excluded.played, failed = t.failed + excluded.failed;
    ${TOTALS}
  end $$;
  create trigger campaign_screen_booked after insert on campaign_screen referencing new table as is_now
    for each statement execute function count_booked_screens();

  create function count_told_screens() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    update campaign_tally t set acknowledged = t.acknowledged + d.acknowledged, played = t.played + d.played, failed = t.failed + d.failed
      from (
        select campaign_id, district_code, operator, sum(acknowledged) as acknowledged, sum(played) as played, sum(failed) as failed from (
          select campaign_id, district_code, operator, ${TOLD} from is_now
          union all
          select campaign_id, district_code, operator, -acknowledged, -played, -failed
          from (select campaign_id, district_code, operator, ${TOLD} from was) w
        ) both_ways group by 1, 2, 3
      ) d where t.campaign_id = d.campaign_id and t.district_code = d.district_code and t.operator = d.operator;
    ${TOTALS}
  end $$;
  create trigger campaign_screen_told after update on campaign_screen referencing old table as was new table as is_now
    for each statement execute function count_told_screens();
`;
