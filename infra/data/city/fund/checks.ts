import type { Check } from '../../parts.ts';
import type { Profile } from '../profile.ts';
import { paidFen } from './aid.ts';
import { householdMemberCount } from './households.ts';
import type { Aid } from './set.ts';

const rows = (table: string, expected: number, where = 'true'): Check => ({
  name: where === 'true' ? `rows of "${table}"` : `rows of "${table}" where ${where}`,
  sql: `select count(*) from ${table} where ${where}`,
  expected,
});
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** The counts and sums of domain rule 6.3 about households and aid, and their invariants over all rows. */
export function aidChecks({ hardshipFiles, aidApplications }: Profile, { files, applications, paid }: Aid): Check[] {
  const paidInAll = paidFen(applications);
  return [
    rows('hardship_file', hardshipFiles),
    rows('household', hardshipFiles),
    rows('household_member', householdMemberCount(files)),
    rows('hardship_file', files.filter(({ status }) => status === 'ACTIVE').length, `status = 'ACTIVE'`),
    rows('aid_application', aidApplications),
    rows('aid_scheme', 6),
    rows('disbursement', paid.length, `${OF_AID} and status = 'SETTLED'`),
    { name: 'fen of aid that was paid', sql: `select sum(amount_fen) from disbursement where ${OF_AID}`, expected: paidInAll },
    { name: 'fen of aid in the budget', sql: `select spent_fen from budget where category = 'AID'`, expected: paidInAll },
    ...INVARIANTS,
  ];
}

const OF_AID = `source_type = 'AidApplication'`;

const INVARIANTS: readonly Check[] = [
  none(
    'FND-INV-4: persons in two open households',
    `select m.identity_proof from household_member m join hardship_file f on f.household_id = m.household_id
      where f.status not in ('EXITED', 'REJECTED') group by m.identity_proof having count(*) > 1`,
  ),
  none(
    'FND-INV-4: persons of households with another number than their record',
    `select m.id from household_member m join member_identity i using (member_id) where m.identity_proof <> i.identity_proof`,
  ),
  none(
    'FND-INV-4: persons that are held without an open file, or not held with one',
    `select m.id from household_member m join hardship_file f on f.household_id = m.household_id
      where m.held <> (f.status not in ('EXITED', 'REJECTED'))`,
  ),
  none(
    'FND-INV-5: more approved applications of a household in a cycle than the scheme gives',
    `select a.household_id from aid_application a join aid_cycle c on c.id = a.cycle_id join aid_scheme s on s.id = c.scheme_id
      where a.approved_fen is not null group by a.household_id, a.cycle_id, s.per_cycle having count(*) > s.per_cycle`,
  ),
  none(
    'FND-INV-5: the same of households that share a person',
    `select a.id from aid_application a join aid_cycle c on c.id = a.cycle_id join aid_scheme s on s.id = c.scheme_id
      where a.approved_fen is not null and s.per_cycle < (select count(*) from aid_of_household(a.cycle_id, a.household_id, a.member_id) o
        where o.approved_fen is not null)`,
  ),
  none(
    'FND-INV-5: payouts beside what was approved',
    `select d.id from disbursement d join aid_application a on a.id::text = d.source_id
      where (d.member_id, d.amount_fen) <> (a.member_id, a.approved_fen)`,
  ),
  none(
    '2.5.3: files with another income for each person than their household has',
    `select f.id from hardship_file f join household_member m on m.household_id = f.household_id
      group by f.id having f.per_capita_monthly_fen <> div(sum(m.monthly_income_fen), count(*))`,
  ),
  none(
    '2.5.3: files in another category than their income and causes make',
    `select f.id from hardship_file f where f.category <> case
      when f.per_capita_monthly_fen <= f.line_fen then 'SUBSISTENCE'
      when f.per_capita_monthly_fen * 10 <= f.line_fen * 15 and f.causes && array['ILLNESS', 'SCHOOLING', 'ACCIDENT'] then 'NEAR_SUBSISTENCE'
      else 'ACCIDENT' end`,
  ),
  none(
    'S-34: files in force without a visit, or without a notice that ended before',
    `select f.id from hardship_file f left join home_visit v on v.file_id = f.id left join public_notice n on n.file_id = f.id
      where f.status in ('ACTIVE', 'EXITED') and (v is null or n is null or n.to_day >= f.active_from)`,
  ),
];
