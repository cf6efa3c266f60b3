import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The six parties of 2010 (S-45), and who acts for each of them here. */
export class CreateLinkedParty1767312200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table linked_party (
        code text constraint linked_party_pk primary key
          constraint linked_party_code check (code in ('UNION', 'HRSS', 'JUSTICE', 'PETITION', 'COURT', 'ENTERPRISE_CONFED')),
        name_zh text not null,
        since date not null,
        contact_point text
      );
      insert into linked_party (code, name_zh, since, contact_point) values
        ('UNION', '北京市总工会', '2010-01-01', '法律服务中心'),
        ('HRSS', '北京市人力资源和社会保障局', '2010-01-01', '调解仲裁处'),
        ('JUSTICE', '北京市司法局', '2010-01-01', '基层工作处'),
        ('PETITION', '北京市信访办公室', '2010-01-01', '接待处'),
        ('COURT', '北京市高级人民法院', '2010-01-01', '民一庭'),
        ('ENTERPRISE_CONFED', '北京企业联合会', '2010-01-01', '维权部');

      create table linked_party_delegate (
        person_id uuid constraint linked_party_delegate_pk primary key,
        party_code text not null constraint linked_party_delegate_party references linked_party
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table linked_party_delegate, linked_party');
  }
}
