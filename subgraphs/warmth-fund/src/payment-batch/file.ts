import { createHash } from 'node:crypto';

interface Payout {
  readonly id: string;
  readonly accountMasked: string;
  readonly amountFen: bigint;
}

/** Fen as the bank writes them: yuan with two decimals. */
export const yuanOf = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * The file for the bank: CSV (RFC 4180) in UTF-8, one line a payout under the payout's id as reference, and a last line with their count and
 * sum, by which the bank sees that it has the whole file.
 */
export function batchFile(payouts: readonly Payout[]): { text: string; sha256: string; sumFen: bigint } {
  const sumFen = payouts.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  const lines = [
    ['序号', '付款参考号', '收款账号', '金额', '用途'],
    ...payouts.map(({ id, accountMasked, amountFen }, at) => [
      String(at + 1),
      id,
      accountMasked,
      yuanOf(amountFen),
      '职工帮扶发放',
    ]),
    ['合计', String(payouts.length), '', yuanOf(sumFen), ''],
  ];
  const text = `${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
  return { text, sha256: createHash('sha256').update(text).digest('hex'), sumFen };
}
