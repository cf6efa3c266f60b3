import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What workers speak of, counted without saying who (S-76). */
export class CreateSentiment1767334000000 implements MigrationInterface {
  name = 'CreateSentiment1767334000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sentiment_item (
        id uuid constraint sentiment_item_pk primary key,
        topic text not null,
        source text not null constraint sentiment_item_source check (source in ('HOTLINE', 'WEB', 'SMS', 'VISIT', 'STATION', 'GRID', 'CADRE')),
        happened_on date not null,
        district_code text not null constraint sentiment_item_district references district
      );
      create index sentiment_item_by_day on sentiment_item (happened_on, district_code, topic);
      create index sentiment_item_by_place on sentiment_item (happened_on, id);
      revoke update on sentiment_item from organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sentiment_item');
  }
}
