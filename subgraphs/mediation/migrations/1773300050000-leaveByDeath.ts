import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An applicant who dies leaves a case to the others; the day of death is kept with the party, and on which day a paper was signed with its signature.
 * A representative who died acts for nobody: where no other was elected, each signs.
 */
export class LeaveByDeath1773300050000 implements MigrationInterface {
  name = 'LeaveByDeath1773300050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_party
        add column died_on date,
        add constraint case_party_died check (died_on is null or side = 'APPLICANT'),
        drop constraint case_party_left_as,
        add constraint case_party_left_as check (left_as in ('WITHDRAWN', 'FAILED', 'DIED'));
      alter table agreement_signature
        add column signed_on date constraint agreement_signature_day check (signed_on is null or paper_ref is not null);
      ${unsignedParties(`e.left_at is null and (e.died_on is null or exists (
          select from agreement_signature s where s.agreement_id = agreement_of and s.party_id = e.id))`)}
      ${EXISTING}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${unsignedParties('true')}
      alter table agreement_signature drop column signed_on;
      update case_party set left_as = 'FAILED' where left_as = 'DIED';
      alter table case_party
        drop column died_on,
        drop constraint case_party_left_as,
        add constraint case_party_left_as check (left_as in ('WITHDRAWN', 'FAILED'));`);
  }
}

/** The parties who have not signed; of applicants who elected somebody, for whom the condition on `e` holds, nobody else need sign. */
const unsignedParties = (acts: string): string => `
      create or replace function unsigned_parties(agreement_of uuid, case_of uuid) returns table (party_id uuid, side text) language sql stable as $$
        select p.id, p.side from case_party p where p.case_id = case_of and p.left_at is null
          and not exists (select from agreement_signature s where s.agreement_id = agreement_of and s.party_id = p.id)
          and not (p.side = 'APPLICANT' and exists (
            select from case_party e where e.case_id = case_of and e.side = 'APPLICANT' and e.is_representative and ${acts}))
      $$;`;

/** Which day was not told until now of who died before: it is today at the latest. */
const EXISTING = `
      update case_party p set died_on = civil_day(now()) from known_member k
        where k.member_id = p.member_id and k.has_died and p.side = 'APPLICANT' and p.left_at is null;`;
