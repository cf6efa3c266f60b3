import { ask, key } from '../house/client.ts';
import { accountId, changed, fundId, NO_AMOUNTS, othersAreForbidden, refusalOf } from '../house/fund.ts';

describe('2.5.7 账簿 / what the ledger refuses', () => {
  const bank = accountId(2, '1002');
  const cost = accountId(2, '5101');
  const income = accountId(2, '4101');
  const entry = (debit: unknown, credit: unknown, more: object = {}) => ({
    book: 'UNION_SERVICE',
    memo: '测试',
    postings: [
      { accountId: cost, side: 'DEBIT', amountFen: debit },
      { accountId: bank, side: 'CREDIT', amountFen: credit },
    ],
    ...more,
  });
  const post = (input: object, as = 'xie-min') => refusalOf(as, 'postEntry', input, 'entry { id }');

  test('an entry off by one fen, of one line, across two books, and no amounts', async () => {
    expect(await post(entry('1000', '1001'))).toBe('UNBALANCED_ENTRY');
    expect(await post(entry('1', '1', { postings: [{ accountId: bank, side: 'DEBIT', amountFen: '1' }] }))).toBe(
      'UNBALANCED_ENTRY',
    );
    expect(await post(entry('1', '1', { book: 'FOUNDATION' }))).toBe('VALIDATION_FAILED');
    const mixed = [
      { accountId: accountId(1, '5101'), side: 'DEBIT', amountFen: '1' },
      { accountId: bank, side: 'CREDIT', amountFen: '1' },
    ];
    expect(await post(entry('1', '1', { postings: mixed }))).toBe('VALIDATION_FAILED');
    for (const amount of NO_AMOUNTS) expect([amount, await post(entry(amount, amount))]).toEqual([amount, 'BAD_USER_INPUT']);
    expect(await post(entry('1', '1', { memo: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await post(entry('1', '1', { postedOn: '2013-10-20' }))).toMatch(/^(BAD_USER_INPUT|VALIDATION_FAILED)$/);
    await othersAreForbidden(['xie-min'], 'postEntry', entry('1', '1'), 'entry { id }');
  });

  test('more than the bank has; an entry reversed twice; an entry of a payout reversed by hand', async () => {
    expect(await post(entry('900000000000', '900000000000'))).toBe('INSUFFICIENT_FUNDS');
    const lines = [
      { accountId: bank, side: 'DEBIT', amountFen: '5' },
      { accountId: income, side: 'CREDIT', amountFen: '5' },
    ];
    const { id } = await changed('xie-min', 'postEntry', entry('5', '5', { postings: lines }), 'entry { id }');
    const reverse = { entryId: id, memo: '有误' };
    await othersAreForbidden(['xie-min'], 'reverseEntry', reverse, 'entry { id }');
    await changed('xie-min', 'reverseEntry', reverse, 'entry { id }');
    expect(await refusalOf('xie-min', 'reverseEntry', reverse, 'entry { id }')).toBe('DUPLICATE');
    expect(await refusalOf('xie-min', 'reverseEntry', { ...reverse, entryId: key() }, 'entry { id }')).toBe('NOT_FOUND');
    const paid = await ask(
      'xie-min',
      '{ journal(book: FOUNDATION, first: 100) { nodes { id reverses { id } sourceRef { typeName } } } }',
    );
    const payout = paid.data.journal.nodes.find(
      (one: { sourceRef: { typeName: string }; reverses: object | null }) =>
        one.sourceRef.typeName === 'Disbursement' && !one.reverses,
    );
    expect(await refusalOf('xie-min', 'reverseEntry', { ...reverse, entryId: payout.id }, 'entry { id }')).toMatch(
      /^(VALIDATION_FAILED|DUPLICATE)$/,
    );
  });

  test('FND-INV-7: a transfer inside one book, by one person for both sides, of more than there is', async () => {
    const TRANSFER = 'transfer { id version status }';
    const wish = { fromFundId: fundId(2), toFundId: fundId(1), amountFen: '100', purpose: '划拨' };
    const ask1 = (more: object) => refusalOf('xie-min', 'requestBookTransfer', { ...wish, ...more }, TRANSFER);
    expect(await ask1({ toFundId: fundId(2) })).toBe('VALIDATION_FAILED');
    for (const amountFen of NO_AMOUNTS) expect([amountFen, await ask1({ amountFen })]).toEqual([amountFen, 'BAD_USER_INPUT']);
    const step = ({ id, version }: { id: string; version: number }, side: string) => ({
      transferId: id,
      expectedVersion: version,
      side,
    });
    const approve = (as: string, input: object) => refusalOf(as, 'approveBookTransfer', input, TRANSFER);
    const transfer = await changed('xie-min', 'requestBookTransfer', wish, TRANSFER);
    expect(await approve('xie-min', step(transfer, 'GIVING'))).toBe('FORBIDDEN');
    const half = await changed('guo-wei', 'approveBookTransfer', step(transfer, 'GIVING'), TRANSFER);
    expect(await approve('guo-wei', step(half, 'RECEIVING'))).toBe('SEPARATION_OF_DUTIES');
    expect(await approve('song-hui', step(half, 'GIVING'))).toBe('DUPLICATE');
    expect(await approve('song-hui', step(transfer, 'RECEIVING'))).toBe('VERSION_CONFLICT');
    const much = await changed('xie-min', 'requestBookTransfer', { ...wish, amountFen: '900000000000' }, TRANSFER);
    const given = await changed('guo-wei', 'approveBookTransfer', step(much, 'GIVING'), TRANSFER);
    expect(await approve('song-hui', step(given, 'RECEIVING'))).toBe('INSUFFICIENT_FUNDS');
  });
});
