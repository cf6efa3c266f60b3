import { ask, good, key } from '../house/client.ts';
import {
  allocateServiceCosts,
  approvedCost,
  change,
  changed,
  fundId,
  inGbk,
  type Payout,
  payoutOf,
  refusalOf,
  sha256,
} from '../house/fund.ts';
import { eventually } from '../house/house.ts';

const FUND = fundId(2);
const READ = `query ($id: ID!, $outcome: StatementLineOutcome) { bankStatement(id: $id) { lineCount processedCount mismatchCount finishedAt
  lines(first: 100, outcome: $outcome) { totalCount nodes { lineNo fault } } } }`;
const LINES = 3_000;

/** What a line of a bank can be, and what is said of it; `{}` stands for the reference of a payout that is with the bank, 100 yuan. */
const KINDS: readonly (readonly [line: string, outcome: string])[] = [
  ['{},100.00,成功,', 'SETTLED'],
  ['{},１００．００,成功,', 'SETTLED'],
  ['{},￥100,SETTLED,', 'SETTLED'],
  ['{},"100.00","失败",ＡＣ０４', 'FAILED'],
  ['{},"1,100.00",成功,', 'AMOUNT_DIFFERS'],
  ['{},-100.00,成功,', 'UNREADABLE'],
  ['{},(100.00),成功,', 'UNREADABLE'],
  ['{},1e2,成功,', 'UNREADABLE'],
  ['{},100.001,成功,', 'UNREADABLE'],
  ['{},一百元,成功,', 'UNREADABLE'],
  ['{},,成功,', 'UNREADABLE'],
  ['{},100.00,已受理,', 'UNREADABLE'],
  ['{},100.00,失败,', 'UNREADABLE'],
  ['{},100.00,退汇,AC01', 'NOT_WITH_BANK'],
  ['北京某某公司,100.00,成功,', 'UNREADABLE'],
];
/** Columns of the bank's own that nobody asks for: days in every form. */
const DAYS = ['2013-10-19', '2013/10/19', '20131019', '19.10.2013', '2013年10月19日', '41566', '', '二〇一三年'];

describe('银行对账文件 / a file of several thousand lines with every kind of mistake', () => {
  const payouts: Payout[] = [];
  const no = key().slice(0, 8);
  beforeAll(async () => {
    await allocateServiceCosts();
    for (const _ of KINDS.slice(0, -1)) {
      const payout = await approvedCost('10000');
      // Another story's batch may have taken it to the bank by now.
      await change(
        'gao-jie',
        'sendDisbursement',
        { disbursementId: payout.id, expectedVersion: payout.version },
        'disbursement { id }',
      );
      payouts.push(payout);
    }
  });

  const lines = () => {
    const known = KINDS.map(([text], at) => `${no}-${at},${text.replace('{}', payouts[at]?.id ?? '')}`);
    const unknown = Array.from({ length: LINES - KINDS.length - 1 }, (_, at) => `${no}-x${at},${key()},0.01,成功,`);
    // The number of the first line once more, in full-width characters, between the others.
    const twice = `${no.replace(/\w/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))}－0,${payouts[4]?.id},100.00,成功,`;
    return [...unknown.slice(0, 1_500), ...known, ...unknown.slice(1_500), twice].map(
      (line, at) => `${line},${DAYS[at % DAYS.length]}`,
    );
  };
  const whole = (count = '3,000') =>
    ['交易流水号,付款参考号,金额,结果,原因,交易日期', ...lines(), `"合 计","${count}",0.00,,,`].join('\r\n');
  const handIn = (bytes: Uint8Array, sum = sha256(bytes)) =>
    [
      'gao-jie',
      'importBankStatement',
      { fundId: FUND, fileBase64: Buffer.from(bytes).toString('base64'), sha256: sum },
      'statement { id }',
    ] as const;

  test('half of it, another checksum, another number of lines: nothing is taken', async () => {
    const file = inGbk(whole());
    expect(await refusalOf(...handIn(file.subarray(0, file.length / 2)))).toBe('VALIDATION_FAILED');
    expect(await refusalOf(...handIn(file, sha256(file.subarray(1))))).toBe('VALIDATION_FAILED');
    for (const count of ['2,999', '3e3', '0xbb8', '3000.0', '-3000', ''])
      expect([count, await refusalOf(...handIn(inGbk(whole(count))))]).toEqual([count, 'VALIDATION_FAILED']);
    for (const { id } of payouts) expect((await payoutOf(id)).status).toBe('SENT');
  });

  test.each([
    ['GBK', inGbk, 'first'],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`), 'again'],
  ])('in %s each line is told for itself; the same lines %s', async (_, encode, time) => {
    const { id } = await changed(...handIn(encode(whole())));
    const read = await eventually(async () => {
      const { bankStatement } = good(await ask('gao-jie', READ, { id }));
      return bankStatement.finishedAt && bankStatement;
    }, 120);
    expect(read).toMatchObject({ lineCount: LINES, processedCount: LINES });
    const count = async (outcome: string) => good(await ask('gao-jie', READ, { id, outcome })).bankStatement.lines.totalCount;
    const expected = new Map<string, number>([['UNKNOWN', LINES - KINDS.length - 1]]);
    const once = (outcome: string) => (time === 'again' && /SETTLED|FAILED/.test(outcome) ? 'TWICE' : outcome);
    for (const outcome of [...KINDS.map(([, told]) => once(told)), 'TWICE'])
      expected.set(outcome, (expected.get(outcome) ?? 0) + 1);
    for (const [outcome, lineCount] of expected) expect([outcome, await count(outcome)]).toEqual([outcome, lineCount]);
    const states = await Promise.all(payouts.map(async (payout) => (await payoutOf(payout.id)).status));
    expect(states).toEqual(['SETTLED', 'SETTLED', 'SETTLED', 'FAILED', ...Array(payouts.length - 4).fill('SENT')]);
  });
});
