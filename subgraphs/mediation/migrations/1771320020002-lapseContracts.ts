import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A contract that was not filed in time lapses when the talks are taken up again; the round may then lead to another one (domain rule 2.2.3).
 * A firm that has no workers left when the contract is signed is covered with none.
 */
export class LapseContracts1771320020002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table collective_contract add column lapsed_on date
        constraint collective_contract_lapsed check (lapsed_on is null or (filed_on is null and lapsed_on > file_by));
      drop index collective_contract_one_of_round;
      create unique index collective_contract_one_of_round on collective_contract (round_id)
        where objected_on is null and lapsed_on is null;
      alter table collective_contract_employer drop constraint collective_contract_employer_workers,
        add constraint collective_contract_employer_workers check (workers >= 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update collective_contract_employer set workers = 1 where workers = 0;
      alter table collective_contract_employer drop constraint collective_contract_employer_workers,
        add constraint collective_contract_employer_workers check (workers > 0);
      delete from collective_contract_employer e using collective_contract c where c.id = e.contract_id and c.lapsed_on is not null;
      delete from collective_contract where lapsed_on is not null;
      drop index collective_contract_one_of_round;
      create unique index collective_contract_one_of_round on collective_contract (round_id) where objected_on is null;
      alter table collective_contract drop column lapsed_on;
    `);
  }
}
