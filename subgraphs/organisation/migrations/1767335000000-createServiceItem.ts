import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Services that points and homes publish (S-77). */
export class CreateServiceItem1767335000000 implements MigrationInterface {
  name = 'CreateServiceItem1767335000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_item (
        id uuid constraint service_item_pk primary key,
        service_point_id uuid constraint service_item_point references service_point,
        workers_home_id uuid constraint service_item_home references workers_home,
        name_zh text not null,
        goal text not null constraint service_item_goal check (goal in ('RIGHTS', 'SERVICES', 'DEVELOPMENT')),
        valid_from date not null,
        valid_to date,
        flow_chart_ref text,
        version int not null default 1,
        constraint service_item_one_provider check (num_nonnulls(service_point_id, workers_home_id) = 1),
        constraint service_item_days check (valid_to >= valid_from),
        constraint service_item_once exclude using gist
          ((coalesce(service_point_id, workers_home_id)) with =, name_zh with =, daterange(valid_from, valid_to, '[]') with &&)
      );
      create index service_item_by_point on service_item (service_point_id, name_zh, id) where service_point_id is not null;
      create index service_item_by_home on service_item (workers_home_id, name_zh, id) where workers_home_id is not null;
      create index service_item_by_name on service_item (name_zh, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_item');
  }
}
