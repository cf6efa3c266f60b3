import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which claims are for a death that was taken back: none of them is paid any more, and they do not stand in the way of the claim for a death that is recorded
 * later, also on the same day.
 */
export class TakeDeathsBack1773600000001 implements MigrationInterface {
  name = 'TakeDeathsBack1773600000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mutual_aid_claim add column death_taken_back boolean not null default false,
        add constraint mutual_aid_claim_taken_back
          check (not death_taken_back or event = 'DEATH' and status in ('APPROVED', 'PAID', 'REJECTED') and reason is not null),
        drop constraint mutual_aid_claim_once;
      create unique index mutual_aid_claim_once on mutual_aid_claim (member_id, event, event_on) where not death_taken_back;
      create index mutual_aid_claim_by_member on mutual_aid_claim (member_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mutual_aid_claim_by_member, mutual_aid_claim_once;
      alter table mutual_aid_claim drop column death_taken_back;
      alter table mutual_aid_claim add constraint mutual_aid_claim_once unique (member_id, event, event_on);
    `);
  }
}
