import { createHash } from 'node:crypto';
import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { type Fund, fundId } from './warmth-fund-books.ts';
import { disbursementRows } from './warmth-fund-payouts.ts';

// What went to the bank in files, and what the bank told of it: the subsidies of 17 October, all paid the next day, and two payments of aid.
// Of these one failed, as the account was closed, and of the other the bank told another amount: it stays with the bank until that is cleared.

const payout = (name: string) => {
  const found = disbursementRows.find((row) => row.id === id('disbursement', name));
  if (!found) throw new Error(`There is no payout "${name}".`);
  return found;
};
const yuanOf = (fen: number): string => (fen / 100).toFixed(2);

interface BatchSeed {
  readonly fund: Fund;
  readonly madeAt: string;
  readonly payouts: readonly string[];
}

const BATCHES: readonly BatchSeed[] = [
  { fund: 'WARMTH', madeAt: '2013-10-15T16:30:00+08:00', payouts: ['aid-filler-15-EMERGENCY', 'aid-filler-9-EMERGENCY'] },
  {
    fund: 'SKILLS',
    madeAt: '2013-10-17T16:00:00+08:00',
    payouts: ['subsidy-filler-1', 'subsidy-filler-2', 'subsidy-filler-13'],
  },
];

const batchId = ({ fund, madeAt }: BatchSeed): string => id('payment-batch', `${fund}-${madeAt.slice(0, 10)}`);
/** Payouts are SENT by their third change. */
const SENT_VERSION = 4;

export const paymentBatchRows = BATCHES.map((batch) => {
  const payouts = batch.payouts.map(payout);
  const sumFen = payouts.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  const lines = [
    ['序号', '付款参考号', '收款账号', '金额', '用途'],
    ...payouts.map((row, at) => [at + 1, row.id, row.account_masked, yuanOf(row.amount_fen), '职工帮扶发放']),
    ['合计', payouts.length, '', yuanOf(sumFen), ''],
  ];
  const file = `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
  return {
    id: batchId(batch),
    fund_id: fundId(batch.fund),
    payout_count: payouts.length,
    sum_fen: sumFen,
    file,
    sha256: createHash('sha256').update(file).digest('hex'),
    made_by: personId('gao-jie'),
    made_at: batch.madeAt,
  };
});

export const paymentBatchLineRows = BATCHES.flatMap((batch) =>
  batch.payouts.map((name, at) => ({
    batch_id: batchId(batch),
    line_no: at + 1,
    disbursement_id: payout(name).id,
    sent_version: SENT_VERSION,
  })),
);

interface LineSeed {
  readonly bankNo: string;
  /** A payout, or the reference of none. */
  readonly payout: string | null;
  readonly amountFen: number;
  readonly result: 'SETTLED' | 'FAILED';
  readonly returnCode?: string;
  readonly outcome: 'SETTLED' | 'FAILED' | 'AMOUNT_DIFFERS' | 'UNKNOWN';
}

const STATEMENTS: readonly { readonly fund: Fund; readonly at: string; readonly lines: readonly LineSeed[] }[] = [
  {
    fund: 'WARMTH',
    at: '2013-10-17T10:10:00+08:00',
    lines: [
      {
        bankNo: 'B20131016-0071',
        payout: 'aid-filler-15-EMERGENCY',
        amountFen: 60_000,
        result: 'FAILED',
        returnCode: 'AC04',
        outcome: 'FAILED',
      },
      {
        bankNo: 'B20131016-0072',
        payout: 'aid-filler-9-EMERGENCY',
        amountFen: 10_000,
        result: 'SETTLED',
        outcome: 'AMOUNT_DIFFERS',
      },
      { bankNo: 'B20131016-0080', payout: null, amountFen: 35_000, result: 'SETTLED', outcome: 'UNKNOWN' },
    ],
  },
  {
    fund: 'SKILLS',
    at: '2013-10-18T15:05:00+08:00',
    lines: (['filler-1', 'filler-2', 'filler-13'] as const).map((worker, at) => ({
      bankNo: `B20131018-000${at + 1}`,
      payout: `subsidy-${worker}`,
      amountFen: payout(`subsidy-${worker}`).amount_fen,
      result: 'SETTLED',
      outcome: 'SETTLED',
    })),
  },
];

const statementId = (fund: Fund): string => id('bank-statement', `${fund}-2013-10`);

export const bankStatementRows = STATEMENTS.map(({ fund, at, lines }) => ({
  id: statementId(fund),
  fund_id: fundId(fund),
  // The bank's file itself is not kept.
  sha256: createHash('sha256')
    .update(lines.map(({ bankNo }) => bankNo).join())
    .digest('hex'),
  line_count: lines.length,
  sum_fen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
  submitted_by: personId('gao-jie'),
  submitted_at: at,
  finished_at: at,
  version: 2,
}));

export const bankStatementLineRows = STATEMENTS.flatMap(({ fund, lines }) =>
  lines.map((line, at) => ({
    statement_id: statementId(fund),
    // The first line of the file is its heading.
    line_no: at + 2,
    fund_id: fundId(fund),
    bank_no: line.bankNo,
    reference: line.payout ? payout(line.payout).id : id('disbursement', 'of another payer'),
    amount_fen: line.amountFen,
    result: line.result,
    return_code: line.returnCode ?? null,
    outcome: line.outcome,
    fault: null,
    disbursement_id: line.payout ? payout(line.payout).id : null,
  })),
);
