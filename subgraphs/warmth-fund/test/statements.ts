import { createHash } from 'node:crypto';
import { key, type TestSubgraph } from '@union-graph/testing';
import { cashier, fundId } from './books.ts';

export const HEADING = '交易流水号,付款参考号,金额,结果,原因';
export const hashOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A whole file of the bank: a heading, the lines, and a last line with their number and sum. */
export const statementFile = (lines: readonly string[], sumYuan: string, heading = HEADING): string =>
  [heading, ...lines, `合计,${lines.length},${sumYuan},,`].join('\r\n');

export const handIn = (subgraph: TestSubgraph, input: object, { viewer = cashier, fund = 1 } = {}) =>
  subgraph.ask(
    viewer,
    'mutation ($input: ImportBankStatementInput!) { importBankStatement(input: $input) { statement { id lineCount sumFen } } }',
    { input: { idempotencyKey: key(), fundId: fundId(fund), ...input } },
  );

export const makeBatch = (subgraph: TestSubgraph, { viewer = cashier, fund = 1, idempotencyKey = key() } = {}) =>
  subgraph.ask(
    viewer,
    `mutation ($input: MakePaymentBatchInput!) { makePaymentBatch(input: $input) {
      batch { id payoutCount sumFen file sha256 disbursements { id status version } } } }`,
    { input: { idempotencyKey, fundId: fundId(fund) } },
  );
