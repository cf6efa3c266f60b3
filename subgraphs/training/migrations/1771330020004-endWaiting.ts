import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever waits when a session begins waits no more: the enrolment is cancelled for want of a place (2.3.2). */
export class EndWaiting1771330020004 implements MigrationInterface {
  name = 'EndWaiting1771330020004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reasons(`'MEMBER', 'OFFER_LAPSED', 'SESSION_CANCELLED', 'NO_PLACE'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update enrolment set cancelled_because = 'OFFER_LAPSED' where cancelled_because = 'NO_PLACE'`);
    await runner.query(reasons(`'MEMBER', 'OFFER_LAPSED', 'SESSION_CANCELLED'`));
  }
}

const reasons = (known: string): string => `
  alter table enrolment drop constraint enrolment_cancelled_because,
    add constraint enrolment_cancelled_because check (cancelled_because in (${known}))`;
