import type { MigrationInterface, QueryRunner } from 'typeorm';

/** FND-INV-9: covers of those of whom a death is known already end with its day. Taken back, they are written anew by the next word of their card. */
export class EndCoverWithLife1773100000001 implements MigrationInterface {
  name = 'EndCoverWithLife1773100000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update coverage c set status = case when c.from_day > i.died_on then 'VOID' else 'ENDED' end,
          to_day = case when c.from_day > i.died_on then c.to_day else least(c.to_day, i.died_on) end, version = c.version + 1
        from member_identity i
        where i.member_id = c.member_id and c.status <> 'VOID' and (c.to_day > i.died_on or c.status = 'SUSPENDED')
    `);
  }

  async down(): Promise<void> {}
}
