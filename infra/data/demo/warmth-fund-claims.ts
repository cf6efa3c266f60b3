import { createHash } from 'node:crypto';
import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { accountId, type Entry, entry, fundId } from './warmth-fund-books.ts';
import { scopeOf } from './warmth-fund-people.ts';

interface ClaimSeed {
  readonly worker: string;
  readonly lossFen: number;
  readonly eventOn: string;
  readonly submittedOn: string;
  readonly status: 'SUBMITTED' | 'ASSESSED' | 'PAID' | 'REJECTED';
  readonly papers: readonly string[];
  readonly paidAt?: string;
  readonly reason?: string;
}

const BOTH = ['FIRE_REPORT', 'LOSS_LIST'] as const;

/** Fires at home: one paid, one rejected, one assessed of a member whose card was frozen two days later, one that waits for a paper. */
const CLAIMS: readonly ClaimSeed[] = [
  {
    worker: 'filler-3',
    lossFen: 1_800_000,
    eventOn: '2013-09-03',
    submittedOn: '2013-09-06',
    status: 'PAID',
    papers: BOTH,
    paidAt: '2013-09-24T10:40:00+08:00',
  },
  {
    worker: 'filler-5',
    lossFen: 600_000,
    eventOn: '2013-09-01',
    submittedOn: '2013-09-09',
    status: 'REJECTED',
    papers: BOTH,
    reason: '火灾认定书载明的地址不是本人住处',
  },
  {
    worker: 'qian-jin',
    lossFen: 2_000_000,
    eventOn: '2013-09-14',
    submittedOn: '2013-10-08',
    status: 'ASSESSED',
    papers: BOTH,
  },
  {
    worker: 'filler-4',
    lossFen: 900_000,
    eventOn: '2013-10-02',
    submittedOn: '2013-10-16',
    status: 'SUBMITTED',
    papers: ['LOSS_LIST'],
  },
];

const claimId = (worker: string): string => id('mutual-aid-claim', worker);
/** A tenth of the loss (2.5.3). */
const payable = ({ lossFen }: ClaimSeed): number => lossFen / 10;

export const claimRows = CLAIMS.map((claim, at) => ({
  id: claimId(claim.worker),
  claim_no: `HB2013-${String(at + 1).padStart(6, '0')}`,
  coverage_id: id('coverage', claim.worker),
  member_id: id('person', claim.worker),
  event: 'HOME_FIRE',
  event_on: claim.eventOn,
  loss_fen: claim.lossFen,
  account_masked: '6222 **** **** 0412',
  payable_fen: payable(claim),
  status: claim.status,
  submitted_by: personId('lin-fang'),
  submitted_at: `${claim.submittedOn}T10:00:00+08:00`,
  assessed_by: claim.status === 'ASSESSED' || claim.status === 'PAID' ? personId('lin-fang') : null,
  approved_by: claim.status === 'PAID' ? personId('guo-wei') : null,
  rejected_by: claim.status === 'REJECTED' ? personId('lin-fang') : null,
  reason: claim.reason ?? null,
  scope_path: scopeOf(claim.worker),
  version: { SUBMITTED: 1, ASSESSED: 2, REJECTED: 2, PAID: 4 }[claim.status],
}));

export const claimDocumentRows = CLAIMS.flatMap(({ worker, papers, submittedOn }) =>
  papers.map((kind) => ({
    claim_id: claimId(worker),
    sha256: createHash('sha256').update(`${worker} ${kind}`).digest('hex'),
    kind,
    name_zh: kind === 'FIRE_REPORT' ? '火灾事故认定书' : '财产损失清单',
    file_ref: `claims/${worker}-${kind.toLowerCase()}.pdf`,
    added_by: personId('lin-fang'),
    added_at: `${submittedOn}T10:00:00+08:00`,
  })),
);

const PAID = CLAIMS.flatMap((claim) => (claim.paidAt ? [{ ...claim, paidAt: claim.paidAt }] : []));
const payoutId = (worker: string): string => id('disbursement', `claim-${worker}`);

export const claimPayoutRows = PAID.map((claim) => ({
  id: payoutId(claim.worker),
  fund_id: fundId('MUTUAL_AID'),
  source_subgraph: 'warmth-fund',
  source_type: 'MutualAidClaim',
  source_id: claimId(claim.worker),
  source_revision: 1,
  payee_kind: 'MEMBER',
  member_id: id('person', claim.worker),
  account_masked: '6222 **** **** 0412',
  amount_fen: payable(claim),
  status: 'SETTLED',
  created_by: personId('lin-fang'),
  created_at: claim.paidAt,
  approved_by: personId('guo-wei'),
  paid_by: personId('gao-jie'),
  paid_at: claim.paidAt,
  scope_path: scopeOf(claim.worker),
  version: 5,
}));

export const claimTransferRows = PAID.map((claim) => ({
  disbursement_id: payoutId(claim.worker),
  account_id: accountId('MUTUAL_AID', '1002'),
  amount_fen: payable(claim),
  status: 'POSTED',
  entry_id: id('journal-entry', `payout-claim-${claim.worker}`),
}));

export const claimEntries: readonly Entry[] = PAID.map((claim) => {
  const paid = payoutId(claim.worker);
  const source = { source_subgraph: 'warmth-fund', source_type: 'Disbursement', source_id: paid, posted_by: personId('gao-jie') };
  return entry(
    `payout-claim-${claim.worker}`,
    'MUTUAL_AID',
    claim.paidAt,
    `发放 ${paid}`,
    [
      ['DEBIT', '5101', payable(claim)],
      ['CREDIT', '1002', payable(claim)],
    ],
    source,
  );
});
