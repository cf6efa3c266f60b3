import { benefitRuleRows, planRows } from '../demo/warmth-fund-coverage.ts';
import type { Row } from '../load.ts';
import type { DataSet, Part } from '../parts.ts';
import { guestsOf, type People } from './members.ts';
import type { Profile } from './profile.ts';
import { makeUnions } from './unions.ts';
import { fundChecksOf } from './warmthFundChecks.ts';
import { cardEventRows, coverageRows } from './warmthFundCovers.ts';
import { allocationRows, claimPapers, claimRows, donationRows, entriesOf, payoutsOf, receiptCounter } from './warmthFundMoney.ts';
import { budgetRows, projectRowsOf } from './warmthFundProjects.ts';

/** The fund's rows of a profile, in the order of their foreign keys: covers of every card, claims, projects, running money, the books. */
export function warmthFundSet(profile: Profile): DataSet {
  const unions = makeUnions(profile);
  const people: People = { profile, unions, guests: guestsOf(profile, unions) };
  const payouts = payoutsOf(people);
  const entries = entriesOf(people, payouts);
  const projects = projectRowsOf(profile);
  const parts: Part[] = [
    table('mutual_aid_plan', planRows),
    table('mutual_aid_benefit', benefitRuleRows),
    ...slices('card_event', profile.jointMembers, profile, (from, to) => cardEventRows(people, from, to)),
    ...slices('coverage', profile.jointMembers, profile, (from, to) => coverageRows(people, from, to)),
    table('budget', budgetRows(profile)),
    table('service_project', projects.project),
    table('service_project_district', projects.district),
    table('project_organisation', projects.organisation),
    table('project_count', projects.count),
    table('project_report', projects.report),
    table('budget_allocation', [...allocationRows(people)]),
    table(
      'payout_source',
      payouts.map(({ source }) => source),
    ),
    table(
      'disbursement',
      payouts.map(({ row }) => row),
    ),
    // An entry and its lines are checked together when the transaction ends, so they are written in one.
    ...entrySlices(entries, profile),
    table(
      'pending_transfer',
      payouts.map(({ transfer }) => transfer),
    ),
    table('mutual_aid_claim', [...claimRows(people)]),
    table('mutual_aid_claim_document', [...claimPapers(people)]),
    table('donation', [...donationRows(profile)]),
    table('receipt_counter', receiptCounter(profile)),
  ];
  return { name: profile.name, parts, keysLast: [], afterwards: [], checks: fundChecksOf(profile) };
}

const table = (name: string, rows: readonly Row[]): Part => ({ name, table: name, count: rows.length, rows: () => rows });

function slices(name: string, total: number, { partRows }: Profile, rows: (from: number, to: number) => Iterable<Row>): Part[] {
  return Array.from({ length: Math.ceil(total / partRows) }, (_, at) => {
    const [from, to] = [at * partRows, Math.min(total, (at + 1) * partRows)];
    return { name: `${name} ${at + 1}`, table: name, count: to - from, rows: () => rows(from, to) };
  });
}

function entrySlices(entries: ReturnType<typeof entriesOf>, { partRows }: Profile): Part[] {
  return Array.from({ length: Math.ceil(entries.length / partRows) }, (_, at) => {
    const here = entries.slice(at * partRows, (at + 1) * partRows);
    const lines = here.flatMap(({ postings }) => postings);
    return {
      name: `journal_entry ${at + 1}`,
      table: 'journal_entry',
      count: here.length,
      rows: () => here.map(({ row }) => row),
      with: { table: 'posting', count: lines.length, rows: () => lines },
    };
  });
}
