import { benefitRuleRows, planRows } from '../demo/warmth-fund-coverage.ts';
import { fundPersonRows } from '../fundPersons.ts';
import type { Row } from '../load.ts';
import type { DataSet, Part } from '../parts.ts';
import { knownMemberParts, memberIdentityParts, socialOrganisationEntries, staffEntries } from './directory.ts';
import { applicationRows } from './fund/aid.ts';
import { aidChecks } from './fund/checks.ts';
import { hardshipFileRows, householdMemberRows } from './fund/households.ts';
import { aidOf, aidParts } from './fund/set.ts';
import { type People, peopleOf } from './members.ts';
import { allPayouts } from './payments.ts';
import type { Profile } from './profile.ts';
import { slices } from './slices.ts';
import { sponsorshipParts } from './training/payments.ts';
import { unionStandingRows } from './unionRows.ts';
import { fundChecksOf } from './warmthFundChecks.ts';
import { cardEventRows, coverageRows } from './warmthFundCovers.ts';
import { allocationRows, claimPapers, claimRows, donationRows, entriesOf, receiptCounter } from './warmthFundMoney.ts';
import { budgetRows, projectRowsOf } from './warmthFundProjects.ts';

/** The fund's rows of a profile, in the order of their foreign keys: covers of every card, claims, projects, running money, aid, the books. */
export function warmthFundSet(profile: Profile): DataSet {
  const people = peopleOf(profile);
  const aid = aidOf(people);
  const payouts = allPayouts(people);
  const entries = entriesOf(people, payouts);
  const projects = projectRowsOf(profile);
  const parts: Part[] = [
    table('mutual_aid_plan', planRows),
    table('mutual_aid_benefit', benefitRuleRows),
    ...slices('card_event', profile.jointMembers, profile.partRows, (from, to) => cardEventRows(people, from, to)),
    ...slices('coverage', profile.jointMembers, profile.partRows, (from, to) => coverageRows(people, from, to)),
    table('union_standing', [...unionStandingRows(people)]),
    ...knownMemberParts(people, profile),
    ...memberIdentityParts(people, profile),
    table('directory_entry', [...staffEntries(profile, people.unions), ...socialOrganisationEntries(profile)]),
    table('budget', budgetRows(profile)),
    table('service_project', projects.project),
    table('service_project_district', projects.district),
    table('project_organisation', projects.organisation),
    table('project_count', projects.count),
    table('project_report', projects.report),
    table('budget_allocation', [...allocationRows(people)]),
    ...aidParts(people, aid),
    table(
      'payout_source',
      payouts.map(({ source }) => source),
    ),
    table(
      'disbursement',
      payouts.map(({ row }) => row),
    ),
    table('sponsorship_part', sponsorshipParts(people)),
    // An entry and its lines are checked together when the transaction ends, so they are written in one.
    ...entrySlices(entries, profile.partRows),
    ...slices('pending_transfer', payouts.length, profile.partRows, (from, to) =>
      payouts.slice(from, to).map(({ transfer }) => transfer),
    ),
    table('mutual_aid_claim', [...claimRows(people)]),
    table('mutual_aid_claim_document', [...claimPapers(people)]),
    table('donation', [...donationRows(profile)]),
    table('receipt_counter', receiptCounter(profile)),
  ];
  return {
    name: profile.name,
    parts,
    keysLast: profile.keysLast ? ['coverage'] : [],
    afterwards: [],
    checks: [...fundChecksOf(profile, aid.paid.length), ...aidChecks(profile, aid)],
  };
}

/** Whom the fund decides about, and whom it pays, as it tells organisation. */
export function fundPersonsOf(people: People): Row[] {
  const { files, applications } = aidOf(people);
  const officers = { clerk: '', caseworker: '', approver: '' };
  return [
    ...fundPersonRows({
      aid_application: applicationRows(applications, officers),
      mutual_aid_claim: claimRows(people),
      hardship_file: hardshipFileRows(files, officers.clerk, officers.approver),
      household_member: householdMemberRows(people, files),
      disbursement: allPayouts(people).map(({ row }) => row),
      donation: donationRows(people.profile),
    }),
  ];
}

const table = (name: string, rows: readonly Row[]): Part => ({ name, table: name, count: rows.length, rows: () => rows });

function entrySlices(entries: ReturnType<typeof entriesOf>, atOnce: number): Part[] {
  return Array.from({ length: Math.ceil(entries.length / atOnce) }, (_, at) => {
    const here = entries.slice(at * atOnce, (at + 1) * atOnce);
    const lines = here.flatMap(({ postings }) => postings);
    return {
      name: `journal_entry ${at + 1}`,
      table: 'journal_entry',
      count: here.length,
      rows: () => here.map(({ row }) => row),
      with: [{ table: 'posting', count: lines.length, rows: () => lines }],
    };
  });
}
