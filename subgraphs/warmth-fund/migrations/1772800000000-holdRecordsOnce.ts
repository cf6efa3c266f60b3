import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * FND-INV-4 by the record, too: somebody with a record is in one open household, whatever identity number is written down there. A merge of two
 * records leaves the double's place where the survivor is held already.
 */
export class HoldRecordsOnce1772800000000 implements MigrationInterface {
  name = 'HoldRecordsOnce1772800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create unique index household_member_one_open_record on household_member (member_id) where held and member_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index household_member_one_open_record');
  }
}
