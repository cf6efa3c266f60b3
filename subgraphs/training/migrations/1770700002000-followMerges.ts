import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a certificate follows its holder to another record, the applications for its subsidy follow with it (C-16). */
export class FollowMerges1770700002000 implements MigrationInterface {
  name = 'FollowMerges1770700002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(foreignKey('on update cascade'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(foreignKey(''));
  }
}

const foreignKey = (action: string): string => `
  alter table subsidy_application drop constraint subsidy_certificate,
    add constraint subsidy_certificate foreign key (certificate_id, member_id, cert_no, level, issued_at)
      references certificate (id, member_id, cert_no, level, issued_at) ${action}`;
