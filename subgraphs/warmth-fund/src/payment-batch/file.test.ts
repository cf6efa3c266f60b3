import { createHash } from 'node:crypto';
import { batchFile, yuanOf } from './file.ts';

test.each([
  [1n, '0.01'],
  [100n, '1.00'],
  [123_456_789n, '1234567.89'],
])('%s fen are %s yuan', (fen, yuan) => {
  expect(yuanOf(fen)).toBe(yuan);
});

test('the file has a heading, a line a payout, and a last line by which the bank sees that it is whole', () => {
  const { text, sha256, sumFen } = batchFile([
    { id: 'a', accountMasked: '6222 **** 0412', amountFen: 105n },
    { id: 'b', accountMasked: '甲"行", 京卡', amountFen: 200n },
  ]);
  expect(text.split('\r\n')).toEqual([
    '序号,付款参考号,收款账号,金额,用途',
    '1,a,6222 **** 0412,1.05,职工帮扶发放',
    '2,b,"甲""行"", 京卡",2.00,职工帮扶发放',
    '合计,2,,3.05,',
    '',
  ]);
  expect(sumFen).toBe(305n);
  expect(sha256).toBe(createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex'));
});
