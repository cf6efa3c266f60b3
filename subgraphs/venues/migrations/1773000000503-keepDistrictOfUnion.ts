import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The district of a union is the one that its path names, also after it moved into another one (ORG-INV-4); a union of an industry, whose path names
 * none, has the one that it was told with, and one that spans districts has none. The name of the trigger comes after that of the trigger by which the path follows.
 */
export class KeepDistrictOfUnion1773000000503 implements MigrationInterface {
  name = 'KeepDistrictOfUnion1773000000503';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function keep_district_of_union() returns trigger language plpgsql as $$
        begin
          new.district_code := coalesce(substring(new.scope_path from '^/city/([0-9]{6})/'), new.district_code);
          return new;
        end $$;
      create trigger keep_district before insert or update of scope_path, district_code on known_union
        for each row when (new.district_code is not null) execute function keep_district_of_union()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger keep_district on known_union; drop function keep_district_of_union');
  }
}
