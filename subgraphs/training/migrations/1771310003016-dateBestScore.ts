import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The highest score of a course is a dated number (C-21): the action checks it by its value of the day. */
export class DateBestScore1771310003016 implements MigrationInterface {
  name = 'DateBestScore1771310003016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(check('score >= 0'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(check('score between 0 and 100'));
  }
}

const check = (condition: string): string => `
  alter table enrolment drop constraint enrolment_score, add constraint enrolment_score check (${condition})`;
