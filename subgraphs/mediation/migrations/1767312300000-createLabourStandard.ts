import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statutory minimums by the day they came into force. The minimum wages are those of Beijing (P10). */
export class CreateLabourStandard1767312300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table labour_standard (
        kind text not null constraint labour_standard_kind check (kind in ('MINIMUM_WAGE_MONTH', 'MINIMUM_WAGE_HOUR')),
        scope text not null,
        value_fen bigint not null constraint labour_standard_value check (value_fen > 0),
        effective_from date not null,
        constraint labour_standard_pk primary key (kind, scope, effective_from)
      );
      insert into labour_standard (kind, scope, value_fen, effective_from) values
        ('MINIMUM_WAGE_MONTH', '北京市', 116000, '2011-01-01'),
        ('MINIMUM_WAGE_MONTH', '北京市', 126000, '2012-01-01'),
        ('MINIMUM_WAGE_MONTH', '北京市', 140000, '2013-01-01'),
        ('MINIMUM_WAGE_HOUR', '北京市', 1520, '2013-01-01');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table labour_standard');
  }
}
