import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { type Entry, entry, fundId } from './warmth-fund-books.ts';

interface DonationSeed {
  readonly name: string;
  readonly donor:
    | { readonly kind: 'MEMBER'; readonly key: string }
    | { readonly kind: 'ORGANISATION'; readonly name: string }
    | { readonly kind: 'ANONYMOUS' };
  readonly amountFen: number;
  readonly pledgedOn: string;
  readonly receivedOn?: string;
  readonly receiptSeq?: number;
  readonly refundedOn?: string;
  readonly scheme?: 'MEDICAL' | 'SCHOOLING';
  readonly purpose?: string;
}

/** Donations in every state: free and bound, with and without a name, one given back. All donors are invented. */
const DONATIONS: readonly DonationSeed[] = [
  {
    name: 'june',
    donor: { kind: 'ORGANISATION', name: '北京晨光服装有限公司' },
    amountFen: 5_000_000,
    pledgedOn: '2013-06-10',
    receivedOn: '2013-06-18',
    receiptSeq: 1,
    purpose: '支持困难职工帮扶',
  },
  {
    name: 'september',
    donor: { kind: 'ANONYMOUS' },
    amountFen: 386_500,
    pledgedOn: '2013-09-10',
    receivedOn: '2013-09-10',
    receiptSeq: 2,
  },
  {
    name: 'medical',
    donor: { kind: 'ORGANISATION', name: '北京和顺物流有限公司' },
    amountFen: 3_000_000,
    pledgedOn: '2013-09-25',
    receivedOn: '2013-10-11',
    scheme: 'MEDICAL',
    purpose: '仅用于职工医疗救助',
  },
  {
    name: 'zhao-zhiqiang',
    donor: { kind: 'MEMBER', key: 'zhao-zhiqiang' },
    amountFen: 20_000,
    pledgedOn: '2013-10-17',
    scheme: 'SCHOOLING',
  },
  {
    name: 'returned',
    donor: { kind: 'ORGANISATION', name: '北京华彩广告有限公司' },
    amountFen: 800_000,
    pledgedOn: '2013-10-08',
    receivedOn: '2013-10-09',
    refundedOn: '2013-10-16',
  },
];

const ACCOUNTS = { MEDICAL: '310202', SCHOOLING: '310203' } as const;
const sourceOf = (name: string, postedBy: string) => ({
  source_subgraph: 'warmth-fund',
  source_type: 'Donation',
  source_id: id('donation', name),
  posted_by: personId(postedBy),
});
const incomeAccount = ({ scheme }: DonationSeed): string => (scheme ? ACCOUNTS[scheme] : '4101');

/** The entries that received donations, and the one that gave one back. */
export const donationEntries: readonly Entry[] = DONATIONS.flatMap((donation) => {
  const { name, amountFen, receivedOn, refundedOn } = donation;
  if (!receivedOn) return [];
  const donationId = id('donation', name);
  const received = entry(
    `donation-${name}`,
    'WARMTH',
    `${receivedOn}T10:00:00+08:00`,
    `捐赠 ${donationId}`,
    [
      ['DEBIT', '1002', amountFen],
      ['CREDIT', incomeAccount(donation), amountFen],
    ],
    sourceOf(name, 'gao-jie'),
  );
  if (!refundedOn) return [received];
  const back = entry(
    `donation-back-${name}`,
    'WARMTH',
    `${refundedOn}T15:00:00+08:00`,
    `退还捐赠 ${donationId}: 重复汇款`,
    [
      ['DEBIT', incomeAccount(donation), amountFen],
      ['CREDIT', '1002', amountFen],
    ],
    { ...sourceOf(name, 'xie-min'), reverses_id: received.row.id },
  );
  return [received, back];
});

const statusOf = ({ receivedOn, receiptSeq, refundedOn }: DonationSeed): string => {
  if (refundedOn) return 'REFUNDED';
  if (receiptSeq) return 'RECEIPTED';
  return receivedOn ? 'RECEIVED' : 'PLEDGED';
};

export const donationRows = DONATIONS.map((donation) => {
  const { name, donor, receivedOn, receiptSeq, refundedOn } = donation;
  return {
    id: id('donation', name),
    fund_id: fundId('WARMTH'),
    donor_kind: donor.kind,
    member_id: donor.kind === 'MEMBER' ? id('person', donor.key) : null,
    organisation_name: donor.kind === 'ORGANISATION' ? donor.name : null,
    amount_fen: donation.amountFen,
    purpose: donation.purpose ?? null,
    scheme_code: donation.scheme ?? null,
    status: statusOf(donation),
    pledged_by:
      donor.kind === 'ANONYMOUS' ? 'anonymous' : donor.kind === 'MEMBER' ? id('person', donor.key) : personId('lin-fang'),
    pledged_at: `${donation.pledgedOn}T09:00:00+08:00`,
    received_by: receivedOn ? personId('gao-jie') : null,
    received_at: receivedOn ? `${receivedOn}T10:00:00+08:00` : null,
    entry_id: receivedOn ? id('journal-entry', `donation-${name}`) : null,
    receipt_year: receiptSeq ? 2013 : null,
    receipt_seq: receiptSeq ?? null,
    refund_entry_id: refundedOn ? id('journal-entry', `donation-back-${name}`) : null,
    refund_reason: refundedOn ? '重复汇款' : null,
    version: 1 + [receivedOn, receiptSeq, refundedOn].filter(Boolean).length,
  };
});

/** Where the numbers of receipts go on. */
export const receiptCounterRows = [
  { fund_id: fundId('WARMTH'), year: 2013, last: DONATIONS.filter(({ receiptSeq }) => receiptSeq).length },
];
