import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures of events that everybody looks at (S-73): where each is kept; what was added is never changed, but withdrawn. */
export class CreateGallery1773000000132 implements MigrationInterface {
  name = 'CreateGallery1773000000132';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event_picture (
        id uuid constraint event_picture_pk primary key,
        event_id uuid not null constraint event_picture_event references culture_event,
        title_zh text not null,
        address text not null constraint event_picture_address check (address ~ '^https://[^[:space:]]+$'),
        taken_on date not null,
        added_by uuid not null,
        added_at timestamptz not null,
        withdrawn_at timestamptz,
        withdrawn_reason text,
        version int not null default 1,
        constraint event_picture_withdrawn check ((withdrawn_at is null) = (withdrawn_reason is null))
      );
      create unique index event_picture_once on event_picture (event_id, address) where withdrawn_at is null;
      create index event_picture_by_event on event_picture (event_id, taken_on, id) where withdrawn_at is null;
      revoke update on event_picture from venues_app;
      grant update (withdrawn_at, withdrawn_reason, version) on event_picture to venues_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table event_picture');
  }
}
