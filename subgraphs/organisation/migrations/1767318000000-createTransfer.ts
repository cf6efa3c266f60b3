import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Members' ways between unions (ORG-INV-3), and the end of unions by merger. */
export class CreateTransfer1767318000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table membership_transfer (
        id uuid constraint membership_transfer_pk primary key,
        member_id uuid not null constraint membership_transfer_member references member,
        from_union_id uuid not null constraint membership_transfer_from references trade_union,
        to_union_id uuid not null constraint membership_transfer_to references trade_union,
        status text not null constraint membership_transfer_status check (status in ('REQUESTED', 'ACCEPTED', 'RETURNED')),
        requested_by_id uuid,
        requested_at timestamptz not null,
        due_on date not null,
        accepted_at timestamptz,
        returned_at timestamptz,
        frozen_card_id uuid constraint membership_transfer_card references card,
        version int not null default 1,
        constraint membership_transfer_elsewhere check (from_union_id <> to_union_id),
        constraint membership_transfer_accepted check ((status = 'ACCEPTED') = (accepted_at is not null)),
        constraint membership_transfer_returned check ((status = 'RETURNED') = (returned_at is not null))
      );
      create unique index membership_transfer_one_open on membership_transfer (member_id) where status = 'REQUESTED';
      create index membership_transfer_by_member on membership_transfer (member_id, requested_at);
      create index membership_transfer_by_from on membership_transfer (from_union_id, status);
      create index membership_transfer_by_to on membership_transfer (to_union_id, status);

      alter table trade_union
        add column merged_into_id uuid constraint union_merged_into references trade_union,
        add constraint union_merged_has_heir check ((status = 'MERGED') = (merged_into_id is not null)),
        add constraint union_ended_is_empty check (status not in ('MERGED', 'DISSOLVED') or member_count = 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trade_union drop constraint union_ended_is_empty, drop constraint union_merged_has_heir, drop column merged_into_id;
      drop table membership_transfer;
    `);
  }
}
