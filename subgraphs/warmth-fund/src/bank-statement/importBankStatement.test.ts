import { newId } from '@union-graph/subgraph';
import { eventually, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import iconv from 'iconv-lite';
import { approver, auditor, bank, caseworker, cashier, deposit, faultsOfBooks } from '../../test/books.ts';
import { type Payout, reserved, take, walk } from '../../test/payouts.ts';
import { HEADING, handIn, hashOf, statementFile } from '../../test/statements.ts';
import { warmthFund } from '../subgraph.ts';

const READ = `query ($id: ID!, $first: Int) { bankStatement(id: $id) {
  lineCount processedCount mismatchCount finishedAt unanswered { id }
  lines(first: $first) { nodes { lineNo outcome fault disbursement { id status } } }
  wrong: lines(mismatchesOnly: true) { totalCount nodes { lineNo outcome } } } }`;

describe('importBankStatement', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const sent = async (more: object = {}): Promise<Payout> => walk(subgraph, await reserved(subgraph, more), 'approve', 'send');
  const line = (no: string, { id }: { id: string }, result = '成功', code = '', yuan = '10.00') =>
    `${no},${id},${yuan},${result},${code}`;
  const take1 = async (file: string, more: object = {}) => handIn(subgraph, { file, sha256: hashOf(file), ...more });
  const done = (id: string) =>
    eventually(async () => {
      const { bankStatement } = (await subgraph.ask(cashier, READ, { id, first: 100 })).data;
      return bankStatement.finishedAt && bankStatement;
    });
  const read = async (file: string) => done((await take1(file)).data.importBankStatement.statement.id);
  const fresh = () => newId().slice(-12);

  test('a day’s file settles, fails and takes back, and lists every kind of mismatch', async () => {
    const [paid, failed, back, other, mine, silent] = [
      await sent(),
      await sent(),
      await walk(subgraph, await sent(), 'settle'),
      await sent(),
      await sent(),
      await sent(),
    ];
    const approved = await walk(subgraph, await reserved(subgraph), 'approve');
    const before = await bank(subgraph, 1);
    const file = statementFile(
      [
        line('B1', paid),
        line('B2', failed, '失败', 'AC04'),
        line('B3', back, '退汇', 'AC01'),
        line('B4', other, '成功', '', '"1,010.00"'),
        line('B5', { id: newId() }),
        line('B6', paid),
        line('B1', paid),
        line('B7', approved),
        line('B8', mine, '成功', '', '-10.00'),
        line('B9', mine, '不明'),
        line('B10', mine, '失败', 'XX99'),
        `B11,不是编号,10.00,成功,`,
      ],
      '0.00',
    );
    const statement = await read(file);
    expect(statement.lines.nodes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'SETTLED',
      'FAILED',
      'RETURNED',
      'AMOUNT_DIFFERS',
      'UNKNOWN',
      'ALREADY_TOLD',
      'TWICE',
      'NOT_WITH_BANK',
      'UNREADABLE',
      'UNREADABLE',
      'UNREADABLE',
      'UNREADABLE',
    ]);
    expect(statement).toMatchObject({ lineCount: 12, processedCount: 12, mismatchCount: 9, wrong: { totalCount: 9 } });
    expect(statement.lines.nodes[8]).toMatchObject({ lineNo: 10, fault: '"-10.00" is no amount in yuan.' });
    const waiting = statement.unanswered.map(({ id }: { id: string }) => id);
    for (const { id } of [other, mine, silent]) expect(waiting).toContain(id);
    // 1,000 paid, 1,000 back; of the failed one the money stays set aside.
    expect(await bank(subgraph, 1)).toEqual({ posted: before.posted, pending: before.pending - 1_000n });
  });

  test('a reference in capital letters is the same payout, and a line that is no text costs that line alone', async () => {
    const payout = await sent();
    const file = statementFile([line(fresh(), { id: payout.id.toUpperCase() }), line('B\u00001', payout)], '20.00');
    const sent64 = { fileBase64: Buffer.from(file).toString('base64'), file: null, sha256: hashOf(file) };
    const { data } = await handIn(subgraph, sent64);
    const { lines } = await done(data.importBankStatement.statement.id);
    expect(lines.nodes).toEqual([
      { lineNo: 2, outcome: 'SETTLED', fault: null, disbursement: { id: payout.id, status: 'SETTLED' } },
      { lineNo: 3, outcome: 'UNREADABLE', fault: 'The line holds characters that are no text.', disbursement: null },
    ]);
  });

  test('FND-INV-6: who approved a payout does not settle it by a file either', async () => {
    const payout = await sent();
    const both = { ...approver, grants: [...approver.grants, ...cashier.grants] };
    const file = statementFile([line(fresh(), payout)], '10.00');
    const answer = await handIn(subgraph, { file, sha256: hashOf(file) }, { viewer: both });
    expect((await done(answer.data.importBankStatement.statement.id)).wrong.nodes).toEqual([{ lineNo: 2, outcome: 'DUTIES' }]);
    expect((await take(subgraph, 'settle', payout)).data.settleDisbursement.disbursement.status).toBe('SETTLED');
  });

  test('a failure that was recorded by hand before the payout was sent again is not that of the new attempt', async () => {
    const payout = await walk(subgraph, await sent(), 'fail', 'send');
    const outcomes = async (...lines: string[]) =>
      (await read(statementFile(lines, `${lines.length * 10}.00`))).lines.nodes.map(
        ({ outcome, disbursement }: { outcome: string; disbursement: { status: string } }) => [outcome, disbursement.status],
      );
    expect(await outcomes(line(fresh(), payout, '失败', 'AC04'))).toEqual([['ALREADY_TOLD', 'SENT']]);
    // The next line is about the new attempt, and the one behind it about the third, which another file tells of.
    expect(await outcomes(line(fresh(), payout, '失败', 'AC04'))).toEqual([['FAILED', 'FAILED']]);
    const third = await walk(subgraph, { ...payout, version: payout.version + 1 }, 'send');
    expect(await outcomes(line(fresh(), third))).toEqual([['SETTLED', 'SETTLED']]);
  });

  test('the same file twice changes nothing, also twenty times at once', async () => {
    const payout = await sent();
    const file = statementFile([line(fresh(), payout)], '10.00');
    const answers = await Promise.all(Array.from({ length: 20 }, () => take1(file)));
    const ids = new Set(answers.map(({ data }) => data.importBankStatement.statement.id));
    expect(ids.size).toBe(1);
    await done([...ids][0] as string);
    const after = await bank(subgraph, 1);
    expect((await take1(file)).data.importBankStatement.statement.id).toBe([...ids][0]);
    expect(await bank(subgraph, 1)).toEqual(after);
    expect(await subgraph.sql('select count(*)::int as n from journal_entry where source_id = $1', [payout.id])).toEqual([
      { n: 1 },
    ]);
  });

  test.each([
    ['GBK', (text: string) => iconv.encode(text, 'gbk')],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-8', (text: string) => Buffer.from(text)],
  ])('a file in %s, with quotes', async (_, encode) => {
    const payout = await sent();
    const bytes = encode(statementFile([`"${fresh()}","${payout.id}","10.00","成功","备注，含""引号"""`], '10.00'));
    const input = { fileBase64: bytes.toString('base64'), sha256: hashOf(bytes) };
    const { statement } = (await handIn(subgraph, input)).data.importBankStatement;
    expect((await done(statement.id)).lines.nodes).toMatchObject([{ outcome: 'SETTLED', disbursement: { status: 'SETTLED' } }]);
  });

  test('full-width characters are the ones that everybody types, also in the bank’s number by which a line is told twice', async () => {
    const [one, other, back] = [await sent(), await sent(), await walk(subgraph, await sent(), 'settle')];
    const file = [
      HEADING,
      `ＮＯ－１${one.id},${one.id},１０．００,成功,`,
      `NO-1${one.id},${other.id},10.00,成功,`,
      `NO-2${one.id},${back.id},￥10.00,退汇,ａｃ０１`,
      '合　计,３,３０．００,,',
    ].join('\r\n');
    const { lines } = await read(file);
    expect(lines.nodes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['SETTLED', 'TWICE', 'RETURNED']);
  });

  test('half a file, one with another checksum, and one that is none are refused whole', async () => {
    const payouts = [await sent(), await sent()];
    const file = statementFile(
      payouts.map((one) => line(fresh(), one)),
      '20.00',
    );
    const half = file.slice(0, file.length / 2);
    const without = file.split('\r\n').slice(0, -1).join('\r\n');
    const oneLess = file
      .split('\r\n')
      .filter((_, at) => at !== 1)
      .join('\r\n');
    for (const text of [half, without, oneLess, file.replace(',20.00', ',20.01')])
      expect(await subgraph.code(take1(text))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(take1(file, { sha256: hashOf(`${file} `) }))).toBe('VALIDATION_FAILED');
    for (const text of ['', 'a,b\r\n1,2', `${HEADING}\r\n合计,0,0.00,,`])
      expect(await subgraph.code(take1(text))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(handIn(subgraph, { sha256: hashOf('') }))).toBe('BAD_USER_INPUT');
    const states = await subgraph.sql('select distinct status from disbursement where id = any($1)', [
      payouts.map(({ id }) => id),
    ]);
    expect(states).toEqual([{ status: 'SENT' }]);
  });

  test('a heading with two columns of one name is refused, and of what stands beside a result a part is kept', async () => {
    const payout = await sent();
    const twice = statementFile(
      [`${fresh()},${payout.id},10.00,9.00,成功,`],
      '10.00',
      '交易流水号,付款参考号,金额,金额,结果,原因',
    );
    expect((await take1(twice)).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'file' });
    const wordy = statementFile([line(fresh(), payout, '成功', 'A'.repeat(90_000))], '10.00');
    const { statement } = (await take1(wordy)).data.importBankStatement;
    expect((await done(statement.id)).lines.nodes).toMatchObject([{ outcome: 'SETTLED' }]);
    expect(
      await subgraph.sql('select length(return_code) as length from bank_statement_line where statement_id = $1', [statement.id]),
    ).toEqual([{ length: 40 }]);
  });

  test('10,000 lines are taken, one more is not', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => line(`N${at}`, { id: newId() }));
    const many = statementFile(lines(10_001), '100010.00');
    expect(await subgraph.code(take1(many))).toBe('BAD_USER_INPUT');
    const full = statementFile(lines(10_000), '100000.00');
    const { statement } = (await take1(full)).data.importBankStatement;
    expect(statement).toMatchObject({ lineCount: 10_000, sumFen: '10000000' });
  });

  test('is the cashier’s, and read by who reads the books', async () => {
    const file = statementFile([line(fresh(), { id: newId() })], '10.00');
    for (const viewer of [caseworker, approver, auditor, member(newId()), staff(newId(), 'FUND_CASHIER', '/city/110105/')])
      expect(await subgraph.code(handIn(subgraph, { file, sha256: hashOf(file) }, { viewer }))).toBe('FORBIDDEN');
    const list = '{ bankStatements(first: 1) { nodes { id } } }';
    expect((await subgraph.ask(auditor, list)).data.bankStatements.nodes).toHaveLength(1);
    expect(await subgraph.code(subgraph.ask(member(newId()), list))).toBe('FORBIDDEN');
  });
});
