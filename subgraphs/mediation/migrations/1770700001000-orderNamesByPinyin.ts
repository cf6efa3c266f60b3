import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists are ordered by these names. */
const ORDERED = ['mediation_org', 'law_firm', 'lawyer', 'mediator'] as const;
/** Their names are looked for, and come in one form from now on. */
const SEARCHED = ['lawyer', 'mediator'] as const;

/** Unicode NFKC with single blanks and none at the ends (domain rule C-17), as far as SQL can say it. */
const KEPT = "btrim(regexp_replace(normalize(name_zh, NFKC), '\\s+', ' ', 'g'))";

/**
 * Names are read in the order of their pinyin (domain rule C-17). The collation belongs to the column, so that its indexes and the
 * comparisons of paging have the same order without being told.
 */
export class OrderNamesByPinyin1770700001000 implements MigrationInterface {
  name = 'OrderNamesByPinyin1770700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create collation pinyin (provider = icu, locale = 'zh-u-co-pinyin')`);
    for (const table of SEARCHED) await runner.query(`update ${table} set name_zh = ${KEPT} where name_zh <> ${KEPT}`);
    for (const table of ORDERED) await runner.query(`alter table ${table} alter column name_zh type text collate pinyin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ORDERED) await runner.query(`alter table ${table} alter column name_zh type text collate "default"`);
    await runner.query('drop collation pinyin');
  }
}
