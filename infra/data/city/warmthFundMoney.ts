import { personId } from '../demo/persons.ts';
import { type Entry, entry, type Fund, fundId, incomeOf2012 } from '../demo/warmth-fund-books.ts';
import { id } from '../ids.ts';
import { draw } from './draw.ts';
import { runningFundRows } from './jointUnions.ts';
import { memberId, type People, unionOf } from './members.ts';
import type { Profile } from './profile.ts';
import { skillsPayments } from './training/payments.ts';
import { coverageId } from './warmthFundCovers.ts';
import { type CityPayout, payout } from './warmthFundPayout.ts';
import { paidInstalments } from './warmthFundProjects.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/** Of ten claims eight are paid, one is rejected and one is under way. */
const statusOfClaim = (at: number): 'PAID' | 'REJECTED' | 'DOCUMENTS_COMPLETE' => {
  if (at % 10 === 8) return 'REJECTED';
  return at % 10 === 9 ? 'DOCUMENTS_COMPLETE' : 'PAID';
};
export const paidClaimCount = (claims: number): number =>
  Array.from({ length: claims }, (_, at) => statusOfClaim(at)).filter((one) => one === 'PAID').length;

/** The place of the member who claims: spread over the city. */
const claimant = ({ profile }: People, at: number): number => Math.floor(((at + 0.5) * profile.jointMembers) / profile.claims);
const lossOf = (at: number): number => 100_000 + draw(200, at, 400) * 10_000;
/** A tenth of the loss, up to 3,000 yuan (2.5.3). */
const payableOf = (at: number): number => Math.min(300_000, Math.floor(lossOf(at) / 10));
const claimIdOf = (at: number): string => id('mutual-aid-claim', `city-${at}`);

/** Fires at home in September, when every card of the city was covered. */
export function* claimRows(people: People) {
  for (let at = 0; at < people.profile.claims; at++) {
    const place = claimant(people, at);
    const status = statusOfClaim(at);
    yield {
      id: claimIdOf(at),
      claim_no: `HB2013-${String(at + 1).padStart(6, '0')}`,
      coverage_id: coverageId(place),
      member_id: memberId(people, place),
      event: 'HOME_FIRE',
      event_on: `2013-09-${two(1 + draw(201, at, 30))}`,
      loss_fen: lossOf(at),
      account_masked: '6222 **** **** 0412',
      payable_fen: payableOf(at),
      status,
      submitted_by: personId('lin-fang'),
      submitted_at: `2013-10-${two(1 + draw(202, at, 9))}T10:00:00+08:00`,
      assessed_by: status === 'PAID' ? personId('lin-fang') : null,
      approved_by: status === 'PAID' ? personId('guo-wei') : null,
      rejected_by: status === 'REJECTED' ? personId('lin-fang') : null,
      reason: status === 'REJECTED' ? '材料与事实不符' : null,
      scope_path: unionOf(people, place).scopePath,
      version: status === 'PAID' ? 4 : 2,
    };
  }
}

export function* claimPapers({ profile }: People) {
  for (let at = 0; at < profile.claims; at++)
    for (const [kind, name] of [
      ['FIRE_REPORT', '火灾事故认定书'],
      ['LOSS_LIST', '财产损失清单'],
    ] as const)
      yield {
        claim_id: claimIdOf(at),
        sha256: `${kind === 'FIRE_REPORT' ? 'a' : 'b'}${String(at).padStart(63, '0')}`,
        kind,
        name_zh: name,
        file_ref: `claims/city-${at}-${kind.toLowerCase()}.pdf`,
        added_by: personId('lin-fang'),
        added_at: '2013-10-01T10:00:00+08:00',
      };
}

/** The running money of joint unions, as organisation was told of it (S-32). */
export function* allocationRows({ unions }: People) {
  for (const { allocation_id, union_id, year, amount_fen, version } of runningFundRows(unions))
    yield { id: allocation_id, union_id, year, purpose: 'JOINT_UNION_RUNNING', amount_fen, version };
}

/** Everything that was paid: claims, running money, subsidies and sponsorships of training, instalments of projects. */
export function payoutsOf(people: People): CityPayout[] {
  const { profile, unions } = people;
  const claims = Array.from({ length: profile.claims }, (_, at) => at)
    .filter((at) => statusOfClaim(at) === 'PAID')
    .map((at) =>
      payout({
        name: `claim-${at}`,
        fund: 'MUTUAL_AID',
        amountFen: payableOf(at),
        paidOn: `2013-10-${two(10 + draw(203, at, 9))}`,
        source: { subgraph: 'warmth-fund', type: 'MutualAidClaim', id: claimIdOf(at) },
        payee: { member_id: memberId(people, claimant(people, at)) },
        scopePath: unionOf(people, claimant(people, at)).scopePath,
      }),
    );
  const running = [...runningFundRows(unions)].map(({ allocation_id, union_id, amount_fen }, at) =>
    payout({
      name: `running-${at}`,
      fund: 'UNION_SERVICE',
      amountFen: amount_fen,
      paidOn: `2013-0${3 + draw(204, at, 6)}-${two(1 + draw(205, at, 28))}`,
      source: { subgraph: 'warmth-fund', type: 'BudgetAllocation', id: allocation_id },
      payee: { union_id },
      scopePath: '/city/',
    }),
  );
  const skills = skillsPayments(people).map(({ payout: name, amountFen, paidOn, type, id: source, worker }) =>
    payout({
      name,
      fund: 'SKILLS',
      amountFen,
      paidOn,
      source: { subgraph: 'training', type, id: source },
      payee: { member_id: worker.memberId },
      scopePath: worker.scopePath,
    }),
  );
  const instalments = paidInstalments(profile).map(({ code, fund, ngoId, amountFen }) =>
    payout({
      name: `instalment-${code}`,
      fund,
      amountFen,
      paidOn: '2013-04-10',
      source: { subgraph: 'warmth-fund', type: 'ProjectInstalment', id: id('project-instalment', `city-${code}-1`) },
      payee: { organisation_id: ngoId },
      scopePath: '/city/',
    }),
  );
  return [...claims, ...running, ...skills, ...instalments];
}

const OPENING: Readonly<Record<Fund, number>> = {
  WARMTH: 21_000_000_000,
  UNION_SERVICE: 3_500_000_000,
  MUTUAL_AID: 860_000_000,
  SKILLS: 1_800_000_000,
  SOCIAL_PURCHASE: 1_500_000_000,
};
/** Of what the Warmth Foundation has at the beginning, what it took in in the year before: a placeholder. */
export const INCOME_OF_2012_FEN = 2_000_000_000;
const donationFen = (at: number): number => 100 * (10 + draw(206, at, 990));
const donatedOn = (at: number): string => `2013-${two(1 + draw(207, at, 9))}-${two(1 + draw(208, at, 28))}`;

/** Small donations of people who give no name, with a receipt each in the order in which they came. */
export function* donationRows({ donations }: Profile) {
  for (let at = 0; at < donations; at++)
    yield {
      id: id('donation', `city-${at}`),
      fund_id: fundId('WARMTH'),
      donor_kind: 'ANONYMOUS',
      amount_fen: donationFen(at),
      status: 'RECEIPTED',
      pledged_by: 'anonymous',
      pledged_at: `${donatedOn(at)}T09:00:00+08:00`,
      received_by: personId('gao-jie'),
      received_at: `${donatedOn(at)}T10:00:00+08:00`,
      entry_id: id('journal-entry', `city-donation-${at}`),
      receipt_year: 2013,
      receipt_seq: at + 1,
      version: 3,
    };
}

export const receiptCounter = ({ donations }: Profile) => [{ fund_id: fundId('WARMTH'), year: 2013, last: donations }];

/** All entries of the five books: what they began with, donations, and what was paid. */
export function entriesOf({ profile }: People, payouts: readonly CityPayout[]): Entry[] {
  const opening = (Object.keys(OPENING) as Fund[]).map((fund) => {
    const free = fund === 'WARMTH' ? OPENING[fund] - INCOME_OF_2012_FEN : OPENING[fund];
    return entry(`city-opening-${fund}`, fund, '2013-01-01T09:00:00+08:00', '2013年年初余额', [
      ['DEBIT', '1002', free],
      ['CREDIT', '3101', free],
    ]);
  });
  const donations = Array.from({ length: profile.donations }, (_, at) => {
    const donationId = id('donation', `city-${at}`);
    const source = { source_subgraph: 'warmth-fund', source_type: 'Donation', source_id: donationId };
    return entry(
      `city-donation-${at}`,
      'WARMTH',
      `${donatedOn(at)}T10:00:00+08:00`,
      `捐赠 ${donationId}`,
      [
        ['DEBIT', '1002', donationFen(at)],
        ['CREDIT', '4101', donationFen(at)],
      ],
      source,
    );
  });
  const all = [
    incomeOf2012('city-income-2012', INCOME_OF_2012_FEN),
    ...opening,
    ...donations,
    ...payouts.map((one) => one.entry),
  ];
  // One set of columns for all rows.
  return all.map(({ row, postings }) => ({
    row: { source_subgraph: null, source_type: null, source_id: null, ...row },
    postings,
  }));
}
