import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from '../database/provision.ts';
import type { SubgraphDefinition } from '../define.ts';

/** The dated values of the numbers that a service's rules go by; what is written stays, so the table is its own history. */
export function ruleNumbersMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  return class RuleNumbers implements MigrationInterface {
    name = 'RuleNumbers1770910000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table rule_number (
          id bigint generated always as identity constraint rule_number_pk primary key,
          name text not null,
          value bigint not null,
          effective_from date not null,
          set_by text,
          set_at timestamptz not null,
          reason text,
          constraint rule_number_begins_later check (set_by is null or effective_from > (set_at at time zone 'Asia/Shanghai')::date),
          constraint rule_number_reasoned check ((set_by is null) = (reason is null))
        );
        create unique index rule_number_first on rule_number (name) where set_by is null;
        revoke update on rule_number from ${appRole(name)};
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table rule_number');
    }
  };
}

/** Before the oldest row of any data set. */
const ALWAYS = '1949-01-01';

/** Gives every number of the definition its first value, where it has none. */
export async function writeFirstValues({ numbers = {} }: SubgraphDefinition, dataSource: DataSource): Promise<void> {
  const all = Object.values(numbers);
  if (all.length === 0) return;
  await dataSource.query(
    `insert into rule_number (name, value, effective_from, set_at)
     select name, value, $3::date, now() from unnest($1::text[], $2::bigint[]) as first (name, value)
     on conflict (name) where set_by is null do nothing`,
    [all.map(({ name }) => name), all.map(({ first }) => first), ALWAYS],
  );
}
