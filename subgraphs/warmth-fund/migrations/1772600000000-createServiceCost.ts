import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Service costs that joint unions apply for and account for with receipts (S-33), and the budget that they are granted from. */
export class CreateServiceCost1772600000000 implements MigrationInterface {
  name = 'CreateServiceCost1772600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table budget drop constraint budget_category;
      alter table budget add constraint budget_category check (category in ('AID', 'SUBSIDIES', 'PROJECTS', 'SERVICE_COSTS'));

      create table service_cost_application (
        id uuid constraint service_cost_application_pk primary key,
        union_id uuid not null,
        purpose text not null,
        requested_fen bigint not null constraint service_cost_requested check (requested_fen between 1 and 1000000000000000),
        granted_fen bigint constraint service_cost_granted check (granted_fen between 1 and requested_fen),
        account_masked text not null,
        status text not null
          constraint service_cost_status check (status in ('SUBMITTED', 'COORDINATED', 'GRANTED', 'SPENT', 'SETTLED', 'REJECTED')),
        budget_id uuid constraint service_cost_budget references budget,
        paid boolean not null default false,
        applied_by text not null,
        applied_at timestamptz not null,
        coordinated_by text,
        granted_by text,
        settled_by text,
        rejected_by text,
        reason text,
        scope_path text not null,
        version int not null,
        constraint service_cost_coordinated check (status not in ('COORDINATED', 'GRANTED', 'SPENT', 'SETTLED') or coordinated_by is not null),
        constraint service_cost_decided check (
          status not in ('GRANTED', 'SPENT', 'SETTLED') or num_nulls(granted_by, granted_fen, budget_id) = 0
        ),
        constraint service_cost_spent check (status not in ('SPENT', 'SETTLED') or paid),
        constraint service_cost_settled check ((status = 'SETTLED') = (settled_by is not null)),
        constraint service_cost_rejected check ((status = 'REJECTED') = (num_nulls(rejected_by, reason) = 0)),
        constraint service_cost_duties_apart check (
          coordinated_by <> applied_by and granted_by <> applied_by and settled_by <> applied_by and granted_by <> coordinated_by
        )
      );
      create index service_cost_by_age on service_cost_application (applied_at, id);
      create index service_cost_by_union on service_cost_application (union_id, applied_at);

      create table service_cost_receipt (
        application_id uuid not null constraint service_cost_receipt_application references service_cost_application,
        receipt_no text not null constraint service_cost_receipt_once unique,
        issued_on date not null,
        title text not null,
        amount_fen bigint not null constraint service_cost_receipt_amount check (amount_fen between 1 and 1000000000000000),
        constraint service_cost_receipt_pk primary key (application_id, receipt_no)
      );
      revoke update on service_cost_receipt from warmth_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table service_cost_receipt, service_cost_application;
      delete from budget where category = 'SERVICE_COSTS';
      alter table budget drop constraint budget_category;
      alter table budget add constraint budget_category check (category in ('AID', 'SUBSIDIES', 'PROJECTS'));
    `);
  }
}
