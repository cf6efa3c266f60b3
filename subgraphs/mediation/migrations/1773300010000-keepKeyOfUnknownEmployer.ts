import { coreHash } from '@union-graph/subgraph';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An employer that is in no register is compared by the core of its name, so that what is told of it twice is one warning (S-28). Of those that are
 * open twice already the first stays, and counts the larger number of workers.
 */
export class KeepKeyOfUnknownEmployer1773300010000 implements MigrationInterface {
  name = 'KeepKeyOfUnknownEmployer1773300010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table early_warning add column employer_key text');
    const named: { name: string }[] = await runner.query(
      'select distinct employer_zh as name from early_warning where employer_zh is not null',
    );
    await runner.query(
      `update early_warning w set employer_key = n.key from unnest($1::text[], $2::text[]) n (name, key) where w.employer_zh = n.name`,
      [named.map(({ name }) => name), named.map(({ name }) => coreHash(name))],
    );
    await runner.query(MERGE);
    await runner.query(`
      alter table early_warning add constraint early_warning_employer_key check ((employer_zh is null) = (employer_key is null));
      create unique index early_warning_one_open_by_name on early_warning (district_code, employer_key, claim_kind)
        where enterprise_id is null and closed_at is null and case_id is null;`);
  }

  /** What was merged stays so. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table early_warning drop column employer_key');
  }
}

const MERGE = `
  with open as (
    select id, first_value(id) over same as first, max(headcount_affected) over (partition by district_code, employer_key, claim_kind) as most
    from early_warning where employer_key is not null and enterprise_id is null and closed_at is null and case_id is null
    window same as (partition by district_code, employer_key, claim_kind order by reported_at, id)
  ), followed as (
    update early_warning w set duplicate_of = o.first from open o where w.duplicate_of = o.id and o.id <> o.first
  )
  update early_warning w set
    headcount_affected = case when o.id = o.first then o.most else w.headcount_affected end,
    status = case when o.id = o.first then w.status else 'MERGED' end,
    duplicate_of = case when o.id = o.first then w.duplicate_of else o.first end,
    closed_at = case when o.id = o.first then w.closed_at else now() end,
    step_hours = case when o.id = o.first then w.step_hours end,
    step_days = case when o.id = o.first then w.step_days end,
    version = w.version + 1
  from open o where w.id = o.id and (o.id <> o.first or o.most > w.headcount_affected)`;
