import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a committee is founded by is what organisation has told: the headcount with its day, and whether it is a bureau's firm (C-06). */
export class JudgeHeadcountByEvent1771200050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table employer_place add column headcount_as_of date, add column of_bureau boolean;
      alter table mediation_org add column headcount_as_of date, add column of_bureau boolean;
      update mediation_org set of_bureau = true where kind = 'GROUP_COMMITTEE';
      alter table mediation_org
        add constraint mediation_org_group_of_bureau check (kind <> 'GROUP_COMMITTEE' or of_bureau is true);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mediation_org drop column headcount_as_of, drop column of_bureau;
      alter table employer_place drop column headcount_as_of, drop column of_bureau;`);
  }
}
