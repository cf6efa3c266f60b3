import type { MigrationInterface, QueryRunner } from 'typeorm';

const COMPETITIONS = `
  create table competition (
    id uuid constraint competition_pk primary key,
    name_zh text not null,
    year int not null constraint competition_year check (year between 1950 and 2200),
    status text not null constraint competition_status
      check (status in ('ANNOUNCED', 'REGISTRATION', 'PRELIMINARY', 'FINAL', 'RESULTS', 'APPEAL_CLOSED', 'CERTIFIED')),
    registration_from date not null,
    registration_until date not null,
    preliminary_on date not null,
    final_on date not null,
    published_at timestamptz,
    published_by uuid,
    appeals_until date,
    announced_by uuid not null,
    announced_at timestamptz not null,
    version int not null default 1,
    constraint competition_days check (registration_from <= registration_until and registration_until < preliminary_on and preliminary_on <= final_on),
    constraint competition_published check (
      (status in ('RESULTS', 'APPEAL_CLOSED', 'CERTIFIED')) = (published_at is not null)
      and (published_at is null) = (published_by is null) and (published_at is null) = (appeals_until is null))
  );
  create unique index competition_name on competition (year, lower(replace(name_zh, ' ', '')));
  create index competition_by_year on competition (year, registration_from, id);

  create table competition_organiser (
    competition_id uuid not null constraint competition_organiser_competition references competition,
    agency_code text not null constraint competition_organiser_agency references agency,
    position int not null,
    constraint competition_organiser_pk primary key (competition_id, agency_code)
  );
  revoke update on competition_organiser from training_app;

  create table competition_event (
    id uuid constraint competition_event_pk primary key,
    competition_id uuid not null constraint competition_event_competition references competition,
    occupation_code text not null constraint competition_event_occupation references occupation,
    certifiable boolean not null,
    scored_by uuid[] not null default '{}',
    version int not null default 1,
    constraint competition_event_once unique (competition_id, occupation_code)
  );`;

const ENTRIES = `
  create table competition_entry (
    id uuid constraint competition_entry_pk primary key,
    event_id uuid not null constraint competition_entry_event references competition_event,
    member_id uuid,
    status text not null constraint competition_entry_status check (status in ('REGISTERED', 'QUALIFIED', 'ELIMINATED', 'WITHDRAWN')),
    preliminary_score int constraint competition_entry_preliminary check (preliminary_score >= 0),
    final_score int constraint competition_entry_final check (final_score >= 0),
    tie_break int constraint competition_entry_tie_break check (tie_break > 0),
    entered_at timestamptz not null,
    scope_path text not null,
    version int not null default 1,
    constraint competition_entry_finalist check (status = 'QUALIFIED' or (final_score is null and tie_break is null)),
    constraint competition_entry_of_event unique (id, event_id)
  );
  create unique index competition_entry_once on competition_entry (event_id, member_id) where status <> 'WITHDRAWN';
  create index competition_entry_by_event on competition_entry (event_id, entered_at, id);
  create index competition_entry_by_member on competition_entry (member_id);

  create table competition_award (
    id uuid constraint competition_award_pk primary key,
    event_id uuid not null,
    entry_id uuid not null constraint competition_award_entry_once unique,
    member_id uuid,
    rank int not null constraint competition_award_rank check (rank >= 1),
    certificate_id uuid constraint competition_award_certificate references certificate constraint competition_award_certificate_once unique,
    scope_path text not null,
    version int not null default 1,
    constraint competition_award_of_entry foreign key (entry_id, event_id) references competition_entry (id, event_id),
    constraint competition_award_one_a_rank unique (event_id, rank) deferrable initially deferred,
    constraint competition_award_champion check (certificate_id is null or rank = 1)
  );
  create index competition_award_by_member on competition_award (member_id);

  create table competition_appeal (
    id uuid constraint competition_appeal_pk primary key,
    event_id uuid not null,
    entry_id uuid not null,
    member_id uuid,
    ground text not null,
    status text not null constraint competition_appeal_status check (status in ('OPEN', 'UPHELD', 'DISMISSED')),
    filed_at timestamptz not null,
    decision text,
    decided_by uuid,
    decided_at timestamptz,
    scope_path text not null,
    version int not null default 1,
    constraint competition_appeal_of_entry foreign key (entry_id, event_id) references competition_entry (id, event_id),
    constraint competition_appeal_decided check ((status = 'OPEN') = (decided_at is null) and (decided_at is null) = (decided_by is null)
      and (decided_at is null) = (decision is null)),
    constraint competition_appeal_not_own check (decided_by is null or decided_by is distinct from member_id)
  );
  create unique index competition_appeal_one_open on competition_appeal (entry_id) where status = 'OPEN';
  create index competition_appeal_by_event on competition_appeal (event_id, filed_at, id);
  create index competition_appeal_by_member on competition_appeal (member_id);`;

/** Once results are published, the ranks of an event are 1, 2, 3 and so on, each once: so there is one champion (SKL-INV-7). */
const RANKS = `
  create function check_competition_ranks() returns trigger language plpgsql as $$
  declare
    held competition; bad uuid;
  begin
    select c.* into held from competition c where c.id = case when tg_table_name = 'competition' then (to_jsonb(new) ->> 'id')::uuid
      else (select e.competition_id from competition_event e where e.id = (to_jsonb(new) ->> 'event_id')::uuid) end;
    select e.id into bad from competition_event e
      left join lateral (select count(*) as awards, max(a.rank) as last, min(a.rank) as first from competition_award a where a.event_id = e.id) r on true
      where e.competition_id = held.id and case
        when held.status in ('RESULTS', 'APPEAL_CLOSED', 'CERTIFIED')
          then (r.awards = 0 and exists (select from competition_entry n where n.event_id = e.id and n.status = 'QUALIFIED'))
            or (r.awards > 0 and (r.first <> 1 or r.last <> r.awards))
        else r.awards > 0 end limit 1;
    if bad is not null then
      raise exception 'event % of competition % in % has not exactly one champion', bad, held.id, held.status
        using errcode = 'check_violation', constraint = 'competition_one_champion';
    end if;
    return null;
  end $$;
  create constraint trigger competition_one_champion after insert or update of status on competition
    deferrable initially deferred for each row execute function check_competition_ranks();
  create constraint trigger competition_award_one_champion after insert or update of rank on competition_award
    deferrable initially deferred for each row execute function check_competition_ranks();`;

/** Appeals are filed while results are open to them, and no competition leaves that state while one is not decided. */
const APPEALS = `
  create function check_competition_appeals() returns trigger language plpgsql as $$
  declare
    held competition;
  begin
    if tg_table_name = 'competition' then
      if new.status in ('APPEAL_CLOSED', 'CERTIFIED') and exists (select from competition_appeal a join competition_event e on e.id = a.event_id
          where e.competition_id = new.id and a.status = 'OPEN') then
        raise exception 'competition % has an open appeal', new.id using errcode = 'check_violation', constraint = 'competition_no_open_appeal';
      end if;
      return new;
    end if;
    select c.* into held from competition c join competition_event e on e.competition_id = c.id where e.id = new.event_id for share of c;
    if held.status <> 'RESULTS' then
      raise exception 'competition % is % and takes no appeal', held.id, held.status
        using errcode = 'check_violation', constraint = 'competition_no_open_appeal';
    end if;
    return new;
  end $$;
  create trigger competition_no_open_appeal before update of status on competition for each row execute function check_competition_appeals();
  create trigger competition_appeal_in_time before insert on competition_appeal for each row execute function check_competition_appeals();`;

/** A certificate that a competition brought is one champion's, of that event's occupation, after the appeals, by the labour authority alone. */
const CERTIFICATES = `
  alter table certificate add column issuing_agency text constraint certificate_agency references agency,
    add constraint certificate_of_competition check ((source = 'COMPETITION') = (issuing_agency is not null) and issuing_agency in ('HRSS'));
  create function check_champion_certificate() returns trigger language plpgsql as $$
  begin
    if not exists (select from competition_award a join competition_event e on e.id = a.event_id join competition c on c.id = e.competition_id
        where a.certificate_id = new.id and a.member_id = new.member_id and a.rank = 1 and e.certifiable and e.occupation_code = new.occupation_code
          and c.status in ('APPEAL_CLOSED', 'CERTIFIED')) then
      raise exception 'certificate % is no champion''s', new.id using errcode = 'check_violation', constraint = 'certificate_of_champion';
    end if;
    return null;
  end $$;
  create constraint trigger certificate_of_champion after insert on certificate
    deferrable initially deferred for each row when (new.source = 'COMPETITION') execute function check_champion_certificate();`;

/** Skills competitions with their events, entries, awards and appeals (S-61, SKL-INV-7). */
export class CreateCompetition1771310001003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMPETITIONS + ENTRIES + RANKS + APPEALS + CERTIFICATES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger certificate_of_champion on certificate;
      drop function check_champion_certificate;
      alter table certificate drop column issuing_agency;
      drop table competition_appeal, competition_award, competition_entry, competition_event, competition_organiser, competition;
      drop function check_competition_appeals, check_competition_ranks;
    `);
  }
}
