import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A place, or a wait for one, ends with the member's death (2.3.2). */
export class EndEnrolmentsOfDead1773100000000 implements MigrationInterface {
  name = 'EndEnrolmentsOfDead1773100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reasons(`'MEMBER', 'OFFER_LAPSED', 'SESSION_CANCELLED', 'NO_PLACE', 'DEATH'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update enrolment set cancelled_because = 'MEMBER' where cancelled_because = 'DEATH'`);
    await runner.query(reasons(`'MEMBER', 'OFFER_LAPSED', 'SESSION_CANCELLED', 'NO_PLACE'`));
  }
}

const reasons = (known: string): string => `
  alter table enrolment drop constraint enrolment_cancelled_because,
    add constraint enrolment_cancelled_because check (cancelled_because in (${known}))`;
