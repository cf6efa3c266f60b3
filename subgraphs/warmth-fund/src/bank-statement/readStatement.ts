import { type CsvRecord, isId, parseCsv, Refusal, refuseIf } from '@union-graph/subgraph';
import { BANK_RETURNS } from '../disbursement/rules.ts';
import { type BankResult, fenOfYuan, numberOfLines } from './rules.ts';

export const MOST_LINES = 10_000;
/** Of what the bank writes beside a result as much is kept as shows what it is. */
const LONGEST_CODE = 40;

/** A line as it was read: what it tells, or what is wrong with it. */
export interface ReadLine {
  readonly lineNo: number;
  readonly bankNo: string | null;
  readonly reference: string | null;
  readonly amountFen: bigint | null;
  readonly result: BankResult | null;
  readonly returnCode: string | null;
  readonly fault: string | null;
}

const COLUMNS: Readonly<Record<string, string>> = {
  交易流水号: 'bank_no',
  付款参考号: 'reference',
  金额: 'amount',
  结果: 'result',
  原因: 'code',
};
const NEEDED = ['bank_no', 'reference', 'amount', 'result'] as const;
const RESULTS: Readonly<Record<string, BankResult>> = {
  成功: 'SETTLED',
  失败: 'FAILED',
  退汇: 'RETURNED',
  SETTLED: 'SETTLED',
  FAILED: 'FAILED',
  RETURNED: 'RETURNED',
};
const TOTALS = ['合计', 'TOTAL'];

/**
 * The lines of a bank's file: CSV with a heading, and a last line with how many lines there are and what they add up to. A file whose last
 * line is missing or does not agree is not whole: `VALIDATION_FAILED`, and nothing of it is taken. A line that cannot be read is that line's
 * fault alone.
 */
export function readStatement(text: string): { lines: ReadLine[]; sumFen: bigint } {
  const whole = text.startsWith('\ufeff') ? text.slice(1) : text;
  const [heading, ...records] = parseCsv(whole, MOST_LINES, { rowsOfTotals: 1 }).map(inOneForm);
  const names = readHeading(heading);
  const last = records.at(-1);
  if (!last || !('cells' in last) || !TOTALS.includes((last.cells[0] ?? '').replace(/\s+/gu, '').toUpperCase()))
    throw notWhole('The file has no last line with "TOTAL", the number of lines and their sum: a part of it is missing.');
  const lines = records.slice(0, -1).map((record) => readLine(record, names));
  refuseIf(lines.length === 0, 'BAD_USER_INPUT', `A file has 1 to ${MOST_LINES} lines; this one has none.`, { field: 'file' });
  const sumFen = lines.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n);
  checkTotals(
    last.cells.slice(1).filter((cell) => cell !== ''),
    lines,
    sumFen,
  );
  return { lines, sumFen };
}

/** Full-width letters, digits and signs are those that everybody types (C-17): the bank's number of a line is the same in both. */
const inOneForm = (record: CsvRecord): CsvRecord =>
  'cells' in record ? { ...record, cells: record.cells.map((cell) => cell.normalize('NFKC').trim()) } : record;

function checkTotals([count, sum]: readonly string[], lines: readonly ReadLine[], sumFen: bigint): void {
  if (numberOfLines(count ?? '') !== lines.length)
    throw notWhole(
      `The last line tells of ${count ?? 'no'} lines, and the file has ${lines.length}: a part of it is missing or too much.`,
    );
  const isAllRead = lines.every(({ amountFen }) => amountFen !== null);
  if (isAllRead && fenOfYuan(sum ?? '') !== sumFen)
    throw notWhole(`The last line tells of a sum of ${sum ?? 'nothing'}, and the lines make ${sumFen} fen.`);
}

const notWhole = (what: string): Refusal =>
  new Refusal('VALIDATION_FAILED', `${what} Ask the bank for the whole file.`, { rule: 'S-17', field: 'file' });

/** The columns in the order of the file; columns that are not known are the bank's own and left out. */
function readHeading(heading: CsvRecord | undefined): string[] {
  const cells = heading && 'cells' in heading ? heading.cells : [];
  const names = cells.map((name) => COLUMNS[name.replace(/\s+/gu, '')] ?? name.toLowerCase());
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new Refusal(
      'BAD_USER_INPUT',
      `The heading lacks ${missing.join(', ')}. There are: ${[...NEEDED, 'code'].join(', ')}.`,
      {
        field: 'file',
      },
    );
  const twice = Object.values(COLUMNS).find((name) => names.filter((one) => one === name).length > 1);
  refuseIf(twice !== undefined, 'BAD_USER_INPUT', `The heading has two columns "${twice}", and says not which counts.`, {
    field: 'file',
  });
  return names;
}

function readLine(record: CsvRecord, names: readonly string[]): ReadLine {
  const nothing = { bankNo: null, reference: null, amountFen: null, result: null, returnCode: null };
  if ('notCsvAtColumn' in record) return { lineNo: record.line, ...nothing, fault: `No CSV at column ${record.notCsvAtColumn}.` };
  if (record.cells.slice(names.length).some((text) => text !== ''))
    return { lineNo: record.line, ...nothing, fault: 'The line has more cells than the heading.' };
  const cell = (name: string): string => record.cells[names.indexOf(name)] ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what no database stores
  if (record.cells.some((text) => /\u0000/.test(text)))
    return { lineNo: record.line, ...nothing, fault: 'The line holds characters that are no text.' };
  const reference = cell('reference').toLowerCase();
  const read = {
    bankNo: cell('bank_no') || null,
    reference: isId(reference) ? reference : null,
    amountFen: fenOfYuan(cell('amount')),
    result: RESULTS[cell('result').toUpperCase()] ?? null,
    returnCode: cell('code').toUpperCase().slice(0, LONGEST_CODE) || null,
  };
  return { lineNo: record.line, ...read, fault: faultOf(read, cell) };
}

function faultOf(
  { bankNo, reference, amountFen, result, returnCode }: Omit<ReadLine, 'lineNo' | 'fault'>,
  cell: (name: string) => string,
) {
  if (bankNo === null || bankNo.length > 60) return 'The bank’s number is missing or longer than 60 characters.';
  if (reference === null) return `"${cell('reference').slice(0, 40)}" is no reference of a payout.`;
  if (amountFen === null || amountFen === 0n) return `"${cell('amount').slice(0, 40)}" is no amount in yuan.`;
  if (result === null) return `"${cell('result').slice(0, 40)}" is no result.`;
  if (result !== 'SETTLED' && !(returnCode !== null && returnCode in BANK_RETURNS))
    return `"${cell('code').slice(0, 40)}" is no return code; there are: ${Object.keys(BANK_RETURNS).join(', ')}.`;
  return null;
}
