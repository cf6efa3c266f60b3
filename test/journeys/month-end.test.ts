import { good } from '../house/client.ts';
import { accountId, change, changed, refusalOf } from '../house/fund.ts';

describe('结账 / the accountant closes a month', () => {
  test('September is closed: months go one after the other, nothing is posted into it, a mistake in it is reversed in October', async () => {
    const CLOSING = 'closing { id turnoverFen }';
    const close = (month: number, as = 'xie-min') =>
      [as, 'closePeriod', { book: 'UNION_SERVICE', year: 2013, month }, CLOSING] as const;
    const entry = (postedOn: string, more: object = {}) =>
      [
        'xie-min',
        'postEntry',
        {
          book: 'UNION_SERVICE',
          memo: '银行利息',
          postedOn,
          postings: [
            { accountId: accountId(2, '1002'), side: 'DEBIT', amountFen: '700' },
            { accountId: accountId(2, '4101'), side: 'CREDIT', amountFen: '700' },
          ],
          ...more,
        },
        'entry { id postedAt }',
      ] as const;
    const { id } = await changed(...entry('2013-09-30'));
    for (const who of ['gao-jie', 'guo-wei', 'lin-fang', 'yao-xin'])
      expect([who, await refusalOf(...close(9, who))]).toEqual([who, 'FORBIDDEN']);
    expect(await refusalOf(...close(8))).toBe('DUPLICATE');
    expect(await refusalOf(...close(10))).toBe('VALIDATION_FAILED');
    expect(await refusalOf(...close(13))).toBe('BAD_USER_INPUT');
    expect(BigInt((await changed(...close(9))).turnoverFen)).toBeGreaterThanOrEqual(700n);
    expect(await refusalOf(...close(9))).toBe('DUPLICATE');
    expect(await refusalOf(...entry('2013-09-30'))).toBe('VALIDATION_FAILED');
    const back = await change('xie-min', 'reverseEntry', { entryId: id, memo: '重复入账' }, 'entry { postedAt reverses { id } }');
    expect(good(back).reverseEntry.entry).toEqual({ postedAt: expect.stringMatching(/^2013-10-19/), reverses: { id } });
    expect(await refusalOf('xie-min', 'reverseEntry', { entryId: id, memo: '重复入账' }, 'entry { id }')).toBe('DUPLICATE');
  });
});
