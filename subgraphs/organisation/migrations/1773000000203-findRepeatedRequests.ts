import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which requests repeat one, asked whenever one is said to repeat another. */
export class FindRepeatedRequests1773000000203 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index service_request_by_original on service_request (duplicate_of_id) where duplicate_of_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index service_request_by_original');
  }
}
