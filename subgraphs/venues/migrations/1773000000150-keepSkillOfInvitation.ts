import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody is to do in a team stands with the invitation until they accept: declined, it says nothing of them. Null: what they do in the troupe. */
export class KeepSkillOfInvitation1773000000150 implements MigrationInterface {
  name = 'KeepSkillOfInvitation1773000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table troupe_team_member add column skill text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table troupe_team_member drop column skill');
  }
}
