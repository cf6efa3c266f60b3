import type { MigrationInterface, QueryRunner } from 'typeorm';

const HYPHENS = '[\u2010-\u2013\u2043\u2212]';
/** Letters and marks other than Chinese: names spelled with apostrophes. */
const SPELLED = '[A-Za-z\u00c0-\u02af\u0300-\u1fff]';
const APOSTROPHES = `(${SPELLED})[\u2018-\u201b\u02bc\u2032\u0060](?=${SPELLED})`;

/** Names with one kind of hyphen and apostrophe, as they are written and looked for (`plainSigns` in `shared/subgraph`). */
export class PlainSignsInNames1773000000431 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['member', 'staff_member', 'enterprise', 'social_organisation'])
      await runner.query(
        `update ${table} set name_zh = regexp_replace(regexp_replace(name_zh collate "C", $1, '-', 'g'), $2, '\\1''', 'g')
         where name_zh collate "C" ~ $1 or name_zh collate "C" ~ $2`,
        [HYPHENS, APOSTROPHES],
      );
  }

  async down(): Promise<void> {
    // Which sign was typed is not kept; the names are true with this one.
  }
}
