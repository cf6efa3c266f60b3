import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { type Entry, entry, fundId } from './warmth-fund-books.ts';

const AMOUNT_FEN = 20_000_000;
const PURPOSE = '工会经费支持2013年两节送温暖活动';
const posted = { id: id('book-transfer', 'warmth-2013'), at: '2013-01-15T15:20:00+08:00' };
const source = {
  source_subgraph: 'warmth-fund',
  source_type: 'BookTransfer',
  source_id: posted.id,
  posted_by: personId('song-hui'),
};

const out = entry(
  'transfer-out-warmth-2013',
  'UNION_SERVICE',
  posted.at,
  PURPOSE,
  [
    ['DEBIT', '5401', AMOUNT_FEN],
    ['CREDIT', '1002', AMOUNT_FEN],
  ],
  source,
);
const received = entry(
  'transfer-in-warmth-2013',
  'WARMTH',
  posted.at,
  PURPOSE,
  [
    ['DEBIT', '1002', AMOUNT_FEN],
    ['CREDIT', '4901', AMOUNT_FEN],
  ],
  source,
);

/** The two linked entries of the transfer that is posted (FND-INV-7). */
export const transferEntries: readonly Entry[] = [out, received];

/** Union money that supported Warmth-sending in January, and money for mutual aid that one side has approved so far. */
export const bookTransferRows = [
  {
    id: posted.id,
    from_fund_id: fundId('UNION_SERVICE'),
    to_fund_id: fundId('WARMTH'),
    amount_fen: AMOUNT_FEN,
    purpose: PURPOSE,
    status: 'POSTED',
    requested_by: personId('xie-min'),
    requested_at: '2013-01-14T10:00:00+08:00',
    from_approved_by: personId('guo-wei'),
    to_approved_by: personId('song-hui'),
    out_entry_id: out.row.id,
    in_entry_id: received.row.id,
    version: 3,
  },
  {
    id: id('book-transfer', 'mutual-aid-2013'),
    from_fund_id: fundId('UNION_SERVICE'),
    to_fund_id: fundId('MUTUAL_AID'),
    amount_fen: 30_000_000,
    purpose: '补充职工互助保障资金',
    status: 'REQUESTED',
    requested_by: personId('xie-min'),
    requested_at: '2013-10-17T09:30:00+08:00',
    from_approved_by: personId('guo-wei'),
    to_approved_by: null,
    out_entry_id: null,
    in_entry_id: null,
    version: 2,
  },
];
