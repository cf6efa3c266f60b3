import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A file is due for review at once when somebody of it dies, also while one of its persons stands in another open file. Until now the trigger refused
 * any other day, and with it the word of the death.
 */
export class ShortenDoubledFiles1773700000001 implements MigrationInterface {
  name = 'ShortenDoubledFiles1773700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(heldOnce('new.review_due_on > old.review_due_on'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(heldOnce('old.review_due_on is distinct from new.review_due_on'));
  }
}

/** `longer` is the condition that an active file stays so for longer. */
const heldOnce = (longer: string): string => `
      create or replace trigger hardship_file_persons_once before update of status, review_due_on on hardship_file for each row
        when (new.status = 'ACTIVE' and (old.status <> 'ACTIVE' or ${longer}))
        execute function hardship_file_persons_once();`;
