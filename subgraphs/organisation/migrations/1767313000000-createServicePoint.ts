import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateServicePoint1767313000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_point (
        id uuid constraint service_point_pk primary key,
        kind text not null constraint service_point_kind check (kind in ('CITY_CENTRE', 'DISTRICT_CENTRE', 'STREET_STATION', 'COMMUNITY_STATION', 'BUREAU_HOME')),
        name_zh text not null,
        district_code text not null constraint service_point_district references district
      );
      create index service_point_by_district on service_point (district_code, name_zh, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_point');
  }
}
