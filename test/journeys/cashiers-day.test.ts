import { personId } from '@union-graph/infra/demo';
import { ask, codeOf, good, key } from '../house/client.ts';
import {
  accountId,
  allocateServiceCosts,
  approvedCost,
  bankFile,
  changed,
  fundId,
  grantedCost,
  inGbk,
  type Payout,
  payoutOf,
  refusalOf,
  sha256,
} from '../house/fund.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

/** The fund of the unions' services: what it pays goes to joint unions, for service costs (S-33). */
const FUND = fundId(2);
const BATCH = 'batch { id payoutCount sumFen file sha256 disbursements { id } }';
const STATEMENT = 'statement { id lineCount sumFen }';
const READ = `query ($id: ID!, $first: Int) { bankStatement(id: $id) { lineCount processedCount mismatchCount finishedAt unanswered { id }
  lines(first: $first) { nodes { lineNo outcome fault disbursement { id status } } } } }`;

interface Line {
  readonly lineNo: number;
  readonly outcome: string;
  readonly fault: string | null;
}

interface Paid {
  readonly status: string;
  readonly payee: { readonly kind: string; readonly member: { readonly nameZh: string | null } | null };
}

describe('出纳的一天 / a day of the fund’s cashier', () => {
  const payouts: Payout[] = [];
  const at = (index: number) => payouts[index] as Payout;
  const no = key().slice(0, 8);
  const line = (seq: number, id: string, yuan = '100.00', result = '成功', code = '') =>
    `${no}-${seq},${id},${yuan},${result},${code}`;
  const statesOf = async () => Promise.all(payouts.map(async ({ id }) => (await payoutOf(id)).status));
  const handIn = (file: string | Uint8Array, more: object = {}, as = 'gao-jie') =>
    [
      as,
      'importBankStatement',
      { fundId: FUND, fileBase64: Buffer.from(file).toString('base64'), sha256: sha256(file), ...more },
      STATEMENT,
    ] as const;
  const finished = (id: string, first = 100) =>
    eventually(async () => {
      const { bankStatement } = good(await ask('gao-jie', READ, { id, first }));
      return bankStatement.finishedAt && bankStatement;
    });
  /** Money in the bank of this fund, and what of it is set aside. */
  const money = async () => {
    const { trialBalance } = good(
      await ask(
        'xie-min',
        '{ trialBalance(book: UNION_SERVICE) { debitFen creditFen rows { account { id postedFen pendingFen } } } }',
      ),
    );
    expect(trialBalance.debitFen).toBe(trialBalance.creditFen);
    const bank = trialBalance.rows.find(({ account }: { account: { id: string } }) => account.id === accountId(2, '1002'));
    return { posted: BigInt(bank.account.postedFen), pending: BigInt(bank.account.pendingFen) };
  };

  beforeAll(allocateServiceCosts);

  test('approved payouts go to the bank in one file with its checksum, made once, by the cashier alone', async () => {
    for (let count = 0; count < 8; count++) payouts.push(await approvedCost('10000'));
    const waiting = await grantedCost('10000');
    for (const who of ['lin-fang', 'guo-wei', 'xie-min', 'yao-xin', 'chen-xiaomei'])
      expect([who, await refusalOf(who, 'makePaymentBatch', { fundId: FUND }, BATCH)]).toEqual([who, 'FORBIDDEN']);
    expect(await refusalOf('gao-jie', 'makePaymentBatch', { fundId: key() }, BATCH)).toBe('NOT_FOUND');
    const input = { idempotencyKey: key(), fundId: FUND };
    const batch = await changed('gao-jie', 'makePaymentBatch', input, BATCH);
    const told = batch.disbursements.map(({ id }: { id: string }) => id);
    expect(told).toEqual(expect.arrayContaining(payouts.map(({ id }) => id)));
    expect(told).not.toContain(waiting.id);
    expect(batch.sha256).toBe(sha256(batch.file));
    expect(batch.file.split('\r\n')).toHaveLength(batch.payoutCount + 3);
    for (const { id } of payouts) expect(batch.file).toContain(`${id},0200 **** 1234,100.00,`);
    expect(await changed('gao-jie', 'makePaymentBatch', input, BATCH)).toEqual(batch);
    expect(await refusalOf('gao-jie', 'makePaymentBatch', { fundId: FUND }, BATCH)).toBe('VALIDATION_FAILED');
    expect(await statesOf()).toEqual(Array(8).fill('SENT'));
    // With the bank a payout is neither sent again nor void; the one that nobody approved is not sent.
    const step = async ({ id }: Payout) => ({ disbursementId: id, expectedVersion: (await payoutOf(id)).version });
    const PAYOUT = 'disbursement { id }';
    expect(await refusalOf('gao-jie', 'sendDisbursement', await step(at(0)), PAYOUT)).toBe('INVALID_TRANSITION');
    expect(await refusalOf('lin-fang', 'voidDisbursement', await step(at(0)), PAYOUT)).toBe('INVALID_TRANSITION');
    expect(await refusalOf('gao-jie', 'sendDisbursement', await step(waiting), PAYOUT)).toBe('INVALID_TRANSITION');
  });

  test('half a file, one with another checksum or sum, and what is no file change nothing', async () => {
    const file = bankFile([line(1, at(0).id), line(2, at(1).id)], '200.00');
    const rows = file.split('\r\n');
    const none = 'x'.repeat(40);
    const refused: [why: string, file: string, code: string, more?: object][] = [
      ['half a file', file.slice(0, file.length / 2), 'VALIDATION_FAILED'],
      ['without its last line', rows.slice(0, -1).join('\r\n'), 'VALIDATION_FAILED'],
      ['a line less', rows.filter((_, index) => index !== 1).join('\r\n'), 'VALIDATION_FAILED'],
      ['another sum', file.replace(',200.00', ',200.01'), 'VALIDATION_FAILED'],
      ['another checksum', file, 'VALIDATION_FAILED', { sha256: sha256(`${file} `) }],
      ['a checksum that is none', file, 'VALIDATION_FAILED', { sha256: none }],
      ['no lines', bankFile([], '0.00'), 'BAD_USER_INPUT'],
      ['no bank’s file', 'name,phone\r\n1,2', 'BAD_USER_INPUT'],
      ['nothing', '', 'BAD_USER_INPUT'],
      ['text and bytes', file, 'BAD_USER_INPUT', { file }],
      ['another fund’s number', file, 'NOT_FOUND', { fundId: key() }],
    ];
    for (const [why, text, code, more = {}] of refused)
      expect([why, await refusalOf(...handIn(text, more))]).toEqual([why, code]);
    for (const who of ['lin-fang', 'guo-wei', 'xie-min', 'yao-xin', 'chen-xiaomei'])
      expect([who, await refusalOf(...handIn(file, {}, who))]).toEqual([who, 'FORBIDDEN']);
    expect(await statesOf()).toEqual(Array(8).fill('SENT'));
  });

  test('the day’s file in GBK, quoted: pays, fails, and every mistake in it is listed; sent twice it changes nothing', async () => {
    const before = await money();
    const lines = [
      `"${no}-1","${at(0).id}","100.00","成功",""`,
      line(2, at(1).id),
      line(3, at(2).id, '100.00', '失败', 'AC04'),
      line(4, at(3).id, '"1,100.00"'),
      line(5, at(3).id, '99.99'),
      line(6, key()),
      line(7, at(0).id),
      line(2, at(4).id),
      line(8, at(3).id, '100.00', '退汇', 'AC01'),
      line(9, at(3).id, '-100.00'),
      line(10, at(3).id, '100.005'),
      line(11, at(3).id, '100.00', '处理中'),
      line(12, at(3).id, '100.00', '失败', 'XX01'),
      line(13, '6222 0000'),
      `${no}-14,${at(3).id}`,
    ];
    const file = inGbk(bankFile(lines, '0.00'));
    const statement = await changed(...handIn(file));
    const read = await finished(statement.id);
    expect(read.lines.nodes.map(({ outcome }: Line) => outcome)).toEqual([
      ...[
        'SETTLED',
        'SETTLED',
        'FAILED',
        'AMOUNT_DIFFERS',
        'AMOUNT_DIFFERS',
        'UNKNOWN',
        'ALREADY_TOLD',
        'TWICE',
        'NOT_WITH_BANK',
      ],
      ...Array<string>(6).fill('UNREADABLE'),
    ]);
    expect(read).toMatchObject({ lineCount: 15, processedCount: 15, mismatchCount: 12 });
    expect(read.lines.nodes.filter(({ fault }: Line) => fault).map(({ lineNo }: Line) => lineNo)).toEqual([
      11, 12, 13, 14, 15, 16,
    ]);
    expect(read.unanswered.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([at(3).id, at(7).id]));
    expect(await statesOf()).toEqual(['SETTLED', 'SETTLED', 'FAILED', ...Array(5).fill('SENT')]);
    const paid = { posted: before.posted - 20_000n, pending: before.pending - 20_000n };
    expect(await money()).toEqual(paid);
    // Twice, one after the other and at once.
    const again = await Promise.all(Array.from({ length: 10 }, () => changed(...handIn(file))));
    for (const one of again) expect(one).toEqual(statement);
    expect(await money()).toEqual(paid);
  });

  test('what failed is sent again under its id and paid; what came back is booked back once, and asked for anew', async () => {
    const before = await money();
    const failed = await payoutOf(at(2).id);
    expect(failed.failureReason).toMatch(/^AC04/);
    await changed(
      'gao-jie',
      'sendDisbursement',
      { disbursementId: failed.id, expectedVersion: failed.version },
      'disbursement { id }',
    );
    const file = `\ufeff${bankFile([line(20, at(2).id), line(21, at(0).id, '100.00', '退汇', 'AC06'), line(22, at(0).id)], '300.00')}`;
    const { id } = await changed(...handIn(file));
    expect((await finished(id)).lines.nodes.map(({ outcome }: Line) => outcome)).toEqual(['SETTLED', 'RETURNED', 'ALREADY_TOLD']);
    // One paid and one back.
    expect(await money()).toEqual({ posted: before.posted, pending: before.pending - 10_000n });
    const { journal } = good(
      await ask(
        'yao-xin',
        `query ($source: SourceRefInput!) { journal(book: UNION_SERVICE, source: $source) { nodes { reverses { id } postings { side amountFen account { code } } } } }`,
        { source: { subgraph: 'warmth-fund', typeName: 'Disbursement', id: at(0).id } },
      ),
    );
    expect(journal.nodes.map(({ reverses }: { reverses: object | null }) => reverses !== null).sort()).toEqual([false, true]);
  });

  test('a file of 10,000 lines is taken whole and compared to the end; one of 10,001 is not', async () => {
    const strange = (count: number) => Array.from({ length: count }, (_, index) => line(100 + index, key()));
    const many = bankFile(strange(10_001), '1000100.00');
    expect(await refusalOf(...handIn(many))).toBe('BAD_USER_INPUT');
    const { id, lineCount } = await changed(...handIn(bankFile([...strange(9_999), line(99, at(4).id)], '1000000.00')));
    expect(lineCount).toBe(10_000);
    const { processedCount, mismatchCount } = await finished(id, 1);
    expect([processedCount, mismatchCount]).toEqual([10_000, 9_999]);
    expect((await payoutOf(at(4).id)).status).toBe('SETTLED');
  });

  test('the day that the page shows: what waits goes to the bank in one file, is settled, and the books agree', async () => {
    const { tell } = story('S-36');
    const { disbursements } = await tell(1);
    const { makePaymentBatch } = await tell(2);
    expect(makePaymentBatch.batch.payoutCount).toBe(disbursements.totalCount);
    expect(sha256(makePaymentBatch.batch.file)).toBe(makePaymentBatch.batch.sha256);
    expect((await tell(3)).settleDisbursement.disbursement).toMatchObject({ status: 'SETTLED', paidAt: expect.any(String) });
    const { fundStatement, trialBalance, bankStatements } = await tell(4);
    expect(trialBalance.debitFen).toBe(trialBalance.creditFen);
    const { openingFen, receivedFen, paidFen, closingFen } = fundStatement;
    expect(BigInt(openingFen) + BigInt(receivedFen) - BigInt(paidFen)).toBe(BigInt(closingFen));
    expect(BigInt(paidFen)).toBeGreaterThan(0n);
    expect(bankStatements.nodes.length).toBeGreaterThan(0);
  });

  test('C-19: the cashier reads the names of those whom the fund pays and who give to it, and of nobody else', async () => {
    // Other stories pay, too; of a payout that was voided the name is read where the fund has to do with the person otherwise.
    await eventually(async () => {
      const { data } = await ask(
        'gao-jie',
        '{ disbursements(first: 100) { nodes { status payee { kind member { nameZh } } } } }',
      );
      const paid = (data.disbursements.nodes as Paid[]).filter(({ payee }) => payee.kind === 'MEMBER');
      const without = paid.filter(({ payee }) => payee.member?.nameZh == null).map(({ status }) => status);
      return paid.length > 5 && without.every((status) => status === 'VOIDED');
    });
    const stranger = personId('filler-18');
    const read = (as: string) => ask(as, 'query ($id: ID!) { member(id: $id) { nameZh } }', { id: stranger });
    for (const as of ['gao-jie', 'guo-wei']) expect([as, codeOf(await read(as))]).toEqual([as, 'NOT_FOUND']);
    await changed(
      'lin-fang',
      'pledgeDonation',
      { donorKind: 'MEMBER', memberId: stranger, amountFen: '1000' },
      'donation { id }',
    );
    const name = await eventually(async () => (await read('gao-jie')).data?.member?.nameZh);
    expect(name).toEqual(expect.any(String));
    expect(codeOf(await ask('gao-jie', 'query ($id: ID!) { member(id: $id) { phoneMasked } }', { id: stranger }))).toBe(
      'FORBIDDEN',
    );
  });
});
