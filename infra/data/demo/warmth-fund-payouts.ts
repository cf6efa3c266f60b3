import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { INSTALMENT_FEN, PAID_INSTALMENTS } from './training-degree.ts';
import { accountId, type Entry, entry, type Fund, fundId } from './warmth-fund-books.ts';
import { scopeOf } from './warmth-fund-people.ts';

type Status = 'RESERVED' | 'APPROVED' | 'SENT' | 'SETTLED' | 'FAILED' | 'VOIDED' | 'RETURNED';

interface Seed {
  readonly name: string;
  readonly worker: string;
  readonly fund: Fund;
  readonly amountFen: number;
  readonly status: Status;
  /** When it was asked for, and paid where it was: a day. */
  readonly askedOn: string;
  readonly paidAt?: string;
  readonly source: { readonly subgraph: string; readonly type: string; readonly id: string };
}

/** The version a payout has after its shortest way to a state. */
const VERSIONS: Readonly<Record<Status, number>> = {
  RESERVED: 2,
  APPROVED: 3,
  SENT: 4,
  SETTLED: 5,
  FAILED: 5,
  VOIDED: 3,
  RETURNED: 6,
};
const REASONS: Partial<Record<Status, string>> = { FAILED: 'AC04 收款账户已销户', RETURNED: 'AC01 收款账号有误' };

const isPaid = (status: Status): boolean => status === 'SETTLED' || status === 'RETURNED';
const isApproved = (status: Status): boolean => status !== 'RESERVED' && status !== 'VOIDED';

function disbursement({ name, worker, fund, amountFen, status, askedOn, paidAt, source }: Seed) {
  const byEvent = source.subgraph === 'training';
  return {
    id: id('disbursement', name),
    fund_id: fundId(fund),
    source_subgraph: source.subgraph,
    source_type: source.type,
    source_id: source.id,
    source_revision: 1,
    payee_kind: 'MEMBER',
    member_id: id('person', worker),
    account_masked: byEvent ? '京卡·互助服务卡' : '6222 **** **** 0412',
    amount_fen: amountFen,
    status,
    created_by: byEvent ? 'service:warmth-fund' : personId('lin-fang'),
    created_at: `${askedOn}T14:00:00+08:00`,
    approved_by: isApproved(status) ? personId('guo-wei') : null,
    paid_by: isApproved(status) && status !== 'APPROVED' ? personId('gao-jie') : null,
    paid_at: isPaid(status) ? paidAt : null,
    failure_reason: REASONS[status] ?? null,
    scope_path: scopeOf(worker),
    version: VERSIONS[status],
  };
}

/** The entry that paid, and for a returned payout the one that took it back the next day. */
function entriesOf({ name, fund, amountFen, status, paidAt }: Seed): Entry[] {
  if (!isPaid(status) || !paidAt) return [];
  const payoutId = id('disbursement', name);
  const source = {
    source_subgraph: 'warmth-fund',
    source_type: 'Disbursement',
    source_id: payoutId,
    posted_by: personId('gao-jie'),
  };
  const paid = entry(
    `payout-${name}`,
    fund,
    paidAt,
    `发放 ${payoutId}`,
    [
      ['DEBIT', '5101', amountFen],
      ['CREDIT', '1002', amountFen],
    ],
    source,
  );
  if (status === 'SETTLED') return [paid];
  const lines = [
    ['DEBIT', '1002', amountFen],
    ['CREDIT', '5101', amountFen],
  ] as const;
  const backAt = new Date(Date.parse(paidAt) + 86_400_000).toISOString();
  const memo = `退回 ${payoutId}: ${REASONS.RETURNED}`;
  return [paid, entry(`return-${name}`, fund, backAt, memo, lines, { ...source, reverses_id: paid.row.id })];
}

const pendingTransfer = ({ name, fund, amountFen, status }: Seed) => ({
  disbursement_id: id('disbursement', name),
  account_id: accountId(fund, '1002'),
  amount_fen: amountFen,
  status: isPaid(status) ? 'POSTED' : status === 'VOIDED' ? 'VOIDED' : 'PENDING',
  entry_id: isPaid(status) ? id('journal-entry', `payout-${name}`) : null,
});

const aid = (worker: string, scheme: string, amountFen: number, status: Status, askedOn: string, paidAt?: string): Seed => ({
  name: `aid-${worker}-${scheme}`,
  worker,
  fund: 'WARMTH',
  amountFen,
  status,
  askedOn,
  ...(paidAt ? { paidAt } : {}),
  source: { subgraph: 'warmth-fund', type: 'AidApplication', id: id('aid-application', `${worker}-${scheme}`) },
});

/** What training asked for on 16 October, and the bank paid on the 18th. */
const subsidy = (worker: string, amountFen: number): Seed => ({
  name: `subsidy-${worker}`,
  worker,
  fund: 'SKILLS',
  amountFen,
  status: 'SETTLED',
  askedOn: '2013-10-16',
  paidAt: '2013-10-18T15:05:00+08:00',
  source: { subgraph: 'training', type: 'SubsidyApplication', id: id('subsidy-application', worker) },
});

/** First parts of sponsorships that training asked for in March. */
const instalments: readonly Seed[] = PAID_INSTALMENTS.map(({ worker, id: source, payout, askedOn, paidAt }) => ({
  name: payout,
  worker,
  fund: 'SKILLS',
  amountFen: INSTALMENT_FEN,
  status: 'SETTLED',
  askedOn,
  paidAt,
  source: { subgraph: 'training', type: 'SponsorshipInstalment', id: source },
}));

const PAYOUTS: readonly Seed[] = [
  aid('zhao-zhiqiang', 'FESTIVAL', 50_000, 'SETTLED', '2013-02-01', '2013-02-05T10:10:00+08:00'),
  aid('filler-3', 'LIVING', 120_000, 'SETTLED', '2013-06-17', '2013-06-20T10:15:00+08:00'),
  aid('filler-14', 'SCHOOLING', 300_000, 'SETTLED', '2013-08-26', '2013-08-28T09:45:00+08:00'),
  aid('filler-5', 'EMERGENCY', 200_000, 'SETTLED', '2013-09-10', '2013-09-12T15:30:00+08:00'),
  aid('filler-2', 'EMERGENCY', 80_000, 'RETURNED', '2013-09-10', '2013-09-13T11:00:00+08:00'),
  aid('filler-4', 'EMERGENCY', 90_000, 'APPROVED', '2013-10-16'),
  aid('filler-15', 'EMERGENCY', 60_000, 'FAILED', '2013-10-14'),
  aid('filler-6', 'EMERGENCY', 70_000, 'RESERVED', '2013-10-18'),
  aid('filler-9', 'EMERGENCY', 100_000, 'SENT', '2013-10-15'),
  aid('filler-10', 'EMERGENCY', 100_000, 'VOIDED', '2013-10-11'),
  ...instalments,
  subsidy('filler-1', 100_000),
  subsidy('filler-2', 100_000),
  subsidy('filler-13', 200_000),
];

export const payoutEntries = PAYOUTS.flatMap(entriesOf);
export const disbursementRows = PAYOUTS.map(disbursement);
export const pendingTransferRows = PAYOUTS.map(pendingTransfer);
