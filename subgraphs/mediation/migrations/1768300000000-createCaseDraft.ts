import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'RECEIVED', 'NOT_ACCEPTED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'REFUSED',
  'PERFORMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT', 'FAILED', 'TO_ARBITRATION', 'AWARDED', 'LITIGATION', 'CLOSED', 'WITHDRAWN'`;

/** Cases that a request to 12351 opened (J-05) and nobody has applied for yet: drafts, of which the employer is not known. */
export class CreateCaseDraft1768300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mediation_case
        drop constraint mediation_case_status,
        add constraint mediation_case_status check (status in ('DRAFT', ${STATES})),
        alter column ownership drop not null,
        add column service_request_id uuid,
        add column service_request_version int,
        add constraint mediation_case_filed check (ownership is not null or status in ('DRAFT', 'WITHDRAWN')),
        add constraint mediation_case_draft check (status <> 'DRAFT' or service_request_id is not null),
        add constraint mediation_case_request check ((service_request_id is null) = (service_request_version is null));
      create unique index mediation_case_one_of_request on mediation_case (service_request_id) where closed_at is null;
      create index mediation_case_by_request on mediation_case (service_request_id) where service_request_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mediation_case
        drop constraint mediation_case_status,
        drop constraint mediation_case_draft,
        drop constraint mediation_case_filed,
        drop column service_request_version,
        drop column service_request_id,
        alter column ownership set not null,
        add constraint mediation_case_status check (status in (${STATES}));
    `);
  }
}
