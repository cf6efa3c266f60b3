import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A corrected number frees the old one also where somebody else is held by the new one: until it can be followed, the row is kept by a proof of its own,
 * which no number has. Who the old number really belongs to opens a file with it.
 */
export class FreeOldNumbers1772836000000 implements MigrationInterface {
  name = 'FreeOldNumbers1772836000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(followed(true));
    await runner.query(`
      update household_member m set identity_proof = ${proofOfRow('m')} from member_identity i
        where i.member_id = m.member_id and i.identity_proof <> m.identity_proof;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(followed(false));
  }
}

/** No number has it: the proof of a number is made of a hash, never of an id. */
const proofOfRow = (row: string): string => `identity_proof('row ' || ${row}.id)`;

const isTaken = (row: string, proof: string): string =>
  `exists (select from household_member other where other.identity_proof = ${proof} and other.id <> ${row}.id
    and (other.household_id = ${row}.household_id or (other.held and ${row}.held)))`;

/** The functions that follow the number of a record; `frees` says whether they free the old number where the new one is taken. */
function followed(frees: boolean): string {
  const proof = (row: string, told: string): string =>
    `case when ${isTaken(row, told)} then ${frees ? proofOfRow(row) : `${row}.identity_proof`} else ${told} end`;
  return `
  create or replace function number_is_corrected() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    update household_member m set identity_proof = ${proof('m', 'new.identity_proof')}
      where m.member_id = new.member_id and m.identity_proof <> new.identity_proof;
    return null;
  end $$;

  create or replace function number_is_followed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    proof text;
  begin
    select i.identity_proof into proof from member_identity i where i.member_id = new.member_id for share;
    if proof <> new.identity_proof then
      new.identity_proof := ${proof('new', 'proof')};
    end if;
    return new;
  end $$;
  `;
}
