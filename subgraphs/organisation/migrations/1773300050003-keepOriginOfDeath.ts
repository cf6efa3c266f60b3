import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By which merge a death came to a record. Until now that was found by comparing times, which tells nothing of acts in one moment, and counted corrections of
 * other records that followed by a merge.
 */
export class KeepOriginOfDeath1773300050003 implements MigrationInterface {
  name = 'KeepOriginOfDeath1773300050003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member
        add column death_merge_id uuid,
        add constraint member_death_merge check (death_merge_id is null or membership_status = 'DECEASED');
      ${EXISTING}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update merged_record set survivor_before = survivor_before - 'deathMergeId';
      alter table member drop column death_merge_id;`);
  }
}

/** What the times tell of merges until now. */
const EXISTING = `
      update member m set death_merge_id = (
        select o.id from merged_record o
        where o.survivor_id = m.id and o.duplicate_before ->> 'membershipStatus' = 'DECEASED'
          and o.survivor_before ->> 'membershipStatus' <> 'DECEASED'
          and exists (select from merged_record g where g.survivor_id = m.id and g.status = 'MERGED'
            and g.duplicate_before ->> 'membershipStatus' = 'DECEASED'
            and (g.id = o.id or (g.merged_at >= o.merged_at and g.merged_at <= o.reverted_at)))
          and not exists (select from member_correction c
            where c.member_id = m.id and 'diedOn' = any(c.fields) and c.corrected_at >= o.merged_at)
        order by o.id desc limit 1)
      where m.membership_status = 'DECEASED' and exists (select from merged_record o where o.survivor_id = m.id);
      update merged_record g set survivor_before = g.survivor_before || jsonb_build_object('deathMergeId', m.death_merge_id)
      from member m where m.id = g.survivor_id and g.id > m.death_merge_id and g.survivor_before ->> 'membershipStatus' = 'DECEASED';`;
