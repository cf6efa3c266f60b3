import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists are ordered by these names. */
const ORDERED = [
  'district',
  'trade_union',
  'department',
  'service_point',
  'enterprise',
  'member',
  'workers_home',
  'staff_member',
  'service_item',
  'social_organisation',
] as const;
/** Their names are looked for, and come in one form from now on. */
const SEARCHED = ['member', 'staff_member', 'enterprise', 'social_organisation'] as const;

/** Unicode NFKC with single blanks and none at the ends (domain rule C-17), as far as SQL can say it. */
const KEPT = "btrim(regexp_replace(normalize(name_zh, NFKC), '\\s+', ' ', 'g'))";

/**
 * Names are read in the order of their pinyin (domain rule C-17). The collation belongs to the column, so that its indexes and the
 * comparisons of paging have the same order without being told.
 */
export class OrderNamesByPinyin1770700002000 implements MigrationInterface {
  name = 'OrderNamesByPinyin1770700002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create collation pinyin (provider = icu, locale = 'zh-u-co-pinyin')`);
    for (const table of SEARCHED) await runner.query(`update ${table} set name_zh = ${KEPT} where name_zh <> ${KEPT}`);
    for (const table of ORDERED) await runner.query(`alter table ${table} alter column name_zh type text collate pinyin`);
    for (const table of ['member', 'staff_member'])
      await runner.query(
        `alter table ${table} add constraint ${table}_name_form check (name_zh is nfkc normalized and name_zh = btrim(name_zh))`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['member', 'staff_member']) await runner.query(`alter table ${table} drop constraint ${table}_name_form`);
    for (const table of ORDERED) await runner.query(`alter table ${table} alter column name_zh type text collate "default"`);
    await runner.query('drop collation pinyin');
  }
}
