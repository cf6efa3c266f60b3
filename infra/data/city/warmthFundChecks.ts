import { fundId } from '../demo/warmth-fund-books.ts';
import type { Check } from '../parts.ts';
import { staffCount } from './directory.ts';
import { underfundedCount } from './jointUnions.ts';
import { fundPaymentCount } from './payments.ts';
import type { Profile } from './profile.ts';
import { unionCount } from './unions.ts';
import { paidClaimCount } from './warmthFundMoney.ts';
import { DIRECT_BENEFICIARIES, paidInstalments } from './warmthFundProjects.ts';

const rows = (table: string, expected: number, where = 'true'): Check => ({
  name: where === 'true' ? `rows of "${table}"` : `rows of "${table}" where ${where}`,
  sql: `select count(*) from ${table} where ${where}`,
  expected,
});
const sum = (what: string, of: string, expected: number): Check => ({
  name: `sum of ${what}`,
  sql: `select coalesce(sum(${what}), 0) from ${of}`,
  expected,
});
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** Every count and sum of domain rule 6.3 about the fund's money, and its invariants over all rows; so many aid applications were paid. */
export function fundChecksOf(profile: Profile, paidAid: number): Check[] {
  const { claims, donations, jointMembers, jointUnions, purchasedProjects, sponsored, subsidies } = profile;
  const projects = 9 + purchasedProjects;
  const payouts = paidClaimCount(claims) + jointUnions + subsidies + sponsored + projects + paidAid;
  return [
    rows('coverage', jointMembers, `status = 'ACTIVE'`),
    rows('mutual_aid_claim', claims),
    rows('mutual_aid_claim', paidClaimCount(claims), `status = 'PAID'`),
    rows('service_project', 9, `kind = 'INCUBATED'`),
    rows('service_project', purchasedProjects, `kind = 'PURCHASED'`),
    rows('service_project', 0, 'budget_fen <= 0'),
    sum('direct_count', 'project_count', DIRECT_BENEFICIARIES),
    rows('union_standing', unionCount(profile), 'not has_ended'),
    rows('directory_entry', staffCount(profile), `kind = 'STAFF' and not has_ended`),
    rows('union_standing', jointUnions, `kind = 'COMMUNITY_JOINT_UNION'`),
    none(
      'S-32: allocations to unions that are not known',
      `select from budget_allocation a left join union_standing u using (union_id)
      where u.kind is distinct from 'COMMUNITY_JOINT_UNION'`,
    ),
    rows('budget_allocation', jointUnions),
    rows('budget_allocation', underfundedCount(jointUnions), 'amount_fen < 300000'),
    // S-32: the sum of all would be enough for 3,000 yuan each.
    none('running money in all', `select from budget_allocation having sum(amount_fen) < 300000::bigint * ${jointUnions}`),
    rows('disbursement', payouts, `status = 'SETTLED'`),
    // As many as organisation was told of: the tile of the fund counts them (S-13).
    rows('disbursement', fundPaymentCount(profile), `status = 'SETTLED' and fund_id = '${fundId('WARMTH')}'`),
    rows('disbursement', subsidies, `source_type = 'SubsidyApplication'`),
    rows('disbursement', sponsored, `source_type = 'SponsorshipInstalment'`),
    rows('journal_entry', 6 + donations + payouts),
    sum(
      'amount_fen',
      `disbursement where source_type = 'ProjectInstalment'`,
      paidInstalments(profile).reduce((all, { amountFen }) => all + amountFen, 0),
    ),
    ...INVARIANTS,
  ];
}

const INVARIANTS: readonly Check[] = [
  none(
    'FND-INV-1 entries that are off',
    `select from posting group by entry_id having count(*) < 2 or sum(case side when 'DEBIT' then amount_fen else -amount_fen end) <> 0`,
  ),
  none(
    'FND-INV-1 books that are off',
    `select from ledger_account group by book having sum(case normal_side when 'DEBIT' then posted_fen else -posted_fen end) <> 0`,
  ),
  none(
    'FND-INV-1 accounts that differ from their postings',
    `select from ledger_account a left join (select account_id, sum(case side when 'DEBIT' then amount_fen else -amount_fen end) as fen from posting group by 1) p
       on p.account_id = a.id where a.posted_fen <> coalesce(p.fen, 0) * case a.normal_side when 'DEBIT' then 1 else -1 end`,
  ),
  none(
    'FND-INV-1 accounts that differ from their days',
    `select from ledger_account a left join (select account_id, sum(debit_fen - credit_fen) as fen from account_day group by 1) d
       on d.account_id = a.id where a.posted_fen <> coalesce(d.fen, 0) * case a.normal_side when 'DEBIT' then 1 else -1 end`,
  ),
  none('FND-INV-2 overdrawn accounts', `select from ledger_account where (cash or restricted) and posted_fen < pending_fen`),
  none(
    'FND-INV-3 settled payouts without their entry',
    `select from disbursement d left join pending_transfer t on t.disbursement_id = d.id where d.status = 'SETTLED' and t.status is distinct from 'POSTED'`,
  ),
  none(
    'FND-INV-6 duties of one person',
    `select from disbursement where created_by = approved_by or approved_by = paid_by or created_by = paid_by`,
  ),
  none(
    'FND-INV-7 entries of two books',
    `select from posting p join journal_entry e on e.id = p.entry_id where p.book <> e.book`,
  ),
  none('FND-INV-8 budgets that are exceeded', `select from budget where committed_fen + spent_fen > allocated_fen`),
  none(
    'FND-INV-9 claims outside of their cover',
    `select from mutual_aid_claim c join coverage v on v.id = c.coverage_id where c.event_on not between v.from_day and v.to_day`,
  ),
  none('C-11 sources that are overpaid', `select from payout_source where taken_fen > amount_fen`),
  none(
    'S-17 receipts with a gap',
    `select from donation where receipt_seq is not null group by fund_id, receipt_year having max(receipt_seq) <> count(*)`,
  ),
];
