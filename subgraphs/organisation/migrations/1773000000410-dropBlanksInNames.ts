import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A Chinese character, in any plane. */
const HAN = '[々〇㐀-䶿一-鿿豈-﫿\u{20000}-\u{3fffd}]';

/** The names of persons without the blanks between two Chinese characters, as they are written and looked for (`keptPersonName` in `shared/subgraph`). */
export class DropBlanksInNames1773000000410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['member', 'staff_member'])
      await runner.query(
        `update ${table} set name_zh = regexp_replace(name_zh collate "C", $1, '\\1', 'g') where name_zh collate "C" ~ $1`,
        [`(${HAN})[ \u3000]+(?=${HAN})`],
      );
  }

  async down(): Promise<void> {
    // Where the blanks stood is not kept; the names are true without them.
  }
}
