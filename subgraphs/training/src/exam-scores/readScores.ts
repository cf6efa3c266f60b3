import { type CsvRecord, isMisread, MOST_FAULTS, parseCsv, Refusal } from '@union-graph/subgraph';
import { plainNo } from '../degree-application/registerExam.ts';

export const MOST_ROWS = 10_000;

/** What is wrong with a row, and where. */
export interface RowFault {
  readonly line: number;
  /** Counted from 1; null where the whole row is at fault. */
  readonly column: number | null;
  readonly code: 'BAD_USER_INPUT' | 'VALIDATION_FAILED' | 'NOT_FOUND' | 'DUPLICATE' | 'INVALID_TRANSITION';
  readonly message: string;
}

/** A score of the file. */
export interface ReadScore {
  readonly line: number;
  readonly examNo: string;
  /** Null for who was absent. */
  readonly score: number | null;
}

export interface ReadFile {
  readonly rowCount: number;
  readonly scores: readonly ReadScore[];
  readonly faults: readonly RowFault[];
  /** Where each column stands in the file, counted from 1. */
  readonly columns: Readonly<Record<Column, number>>;
}

const COLUMNS = { 考生号: 'exam_no', 年度: 'year', 总分: 'score' } as const;
type Column = (typeof COLUMNS)[keyof typeof COLUMNS];
const NEEDED: readonly Column[] = ['exam_no', 'year', 'score'];
/** How the authority writes that somebody did not come: that is no score. */
const ABSENT = ['缺考', 'ABSENT', '-1'];

interface Expected {
  readonly examYear: number;
  /** Null when the authority did not say. */
  readonly expectedRowCount: number | null;
  readonly maxScore: number;
}

/**
 * Reads the examination authority's file. A fault of a row is that row's. `BAD_USER_INPUT` for a file that is no table of the columns wanted,
 * `VALIDATION_FAILED` for one with a row of another year or with another number of rows: it is the wrong file, or half of it.
 */
export function readScores(text: string, { examYear, expectedRowCount, maxScore }: Expected): ReadFile {
  const [heading, ...records] = parseCsv(text.startsWith('\ufeff') ? text.slice(1) : text, MOST_ROWS);
  const columns = readHeading(heading);
  if (records.length === 0) throw bad(`A file has 1 to ${MOST_ROWS} rows below its heading; this one has none.`);
  const unread = records.filter((record) => 'notCsvAtColumn' in record);
  if (unread[0] && (unread.length === records.length || unread.length > MOST_FAULTS)) throw notCsv(unread[0]);
  if (expectedRowCount !== null && records.length !== expectedRowCount)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The file has ${records.length} rows where ${expectedRowCount} are expected: it is half a file, or another one. Nothing of it was taken.`,
      { rule: 'S-62', field: 'expectedRowCount' },
    );
  const width = (heading as { readonly cells: readonly string[] }).cells.length;
  const read = records.map((record) => readRow(record, columns, { examYear, maxScore, width }));
  const last = read.at(-1);
  if (last && !/[\r\n]\s*$/.test(text)) read[read.length - 1] = cutShort(last);
  const faults = read.filter((one): one is RowFault => 'code' in one);
  const [scores, doubles] = withoutDoubles(
    read.filter((one): one is ReadScore => !('code' in one)),
    columns.exam_no,
  );
  return { rowCount: records.length, scores, faults: [...faults, ...doubles], columns };
}

/** Of rows with one number and one score the first counts; of rows that give one number different scores none does, for who knows which is right. */
function withoutDoubles(read: readonly ReadScore[], column: number): [ReadScore[], RowFault[]] {
  const byNo = new Map<string, ReadScore[]>();
  for (const one of read) byNo.set(one.examNo, [...(byNo.get(one.examNo) ?? []), one]);
  const scores: ReadScore[] = [];
  const faults: RowFault[] = [];
  for (const [first, ...others] of byNo.values()) {
    if (!first) continue;
    const differ = others.some(({ score }) => score !== first.score);
    const message = differ ? 'Rows of this number have different scores; none is taken.' : 'An earlier row has this number, too.';
    if (!differ) scores.push(first);
    for (const { line } of differ ? [first, ...others] : others) faults.push({ ...at(line, column), code: 'DUPLICATE', message });
  }
  return [scores, faults];
}

/** A score of 146 that was cut behind "14" is a score, too: whether the last row is whole is only known by its line break. */
const cutShort = ({ line }: ReadScore | RowFault): RowFault => ({
  ...at(line, null),
  code: 'BAD_USER_INPUT',
  message: 'The file ends inside this row: no line break follows it, so it may be cut short. It was not taken.',
});

const at = (line: number, column: number | null) => ({ line, column });

function readRow(
  record: CsvRecord,
  columns: ReadFile['columns'],
  { examYear, maxScore, width }: { readonly examYear: number; readonly maxScore: number; readonly width: number },
): ReadScore | RowFault {
  const { line } = record;
  if ('notCsvAtColumn' in record)
    return { ...at(line, record.notCsvAtColumn), code: 'BAD_USER_INPUT', message: 'The row is no CSV: a quote is out of place.' };
  // A delimiter too many moves what is behind it: "1,46" would be a score of 1. Empty cells at the end do no harm.
  const surplus = record.cells.findIndex((text, place) => place >= width && text !== '');
  if (surplus >= 0)
    return {
      ...at(line, surplus + 1),
      code: 'BAD_USER_INPUT',
      message: 'The row has more cells than the heading. Put cells that hold a delimiter in quotes.',
    };
  const cell = (column: Column): string => (record.cells[columns[column] - 1] ?? '').normalize('NFKC').trim();
  const year = /^(\d{4})年?$/.exec(cell('year'))?.[1];
  if (year === undefined)
    return { ...at(line, columns.year), code: 'BAD_USER_INPUT', message: 'The year is missing or not one.' };
  if (Number(year) !== examYear)
    throw new Refusal(
      'VALIDATION_FAILED',
      `Line ${line} is of the examination of ${year}, and the file is imported for ${examYear}. Nothing of it was taken.`,
      { rule: 'S-62', field: 'examYear' },
    );
  const examNo = plainNo(cell('exam_no'));
  if (!/^[0-9A-Z]{6,20}$/.test(examNo))
    return {
      ...at(line, columns.exam_no),
      code: 'BAD_USER_INPUT',
      message: 'The number of the examination is missing or not one: 6 to 20 digits and letters.',
    };
  const written = cell('score');
  if (ABSENT.includes(written.toUpperCase())) return { line, examNo, score: null };
  if (!/^\d{1,4}$/.test(written))
    return { ...at(line, columns.score), code: 'BAD_USER_INPUT', message: 'The score is missing or no whole number.' };
  const score = Number(written);
  if (score > maxScore)
    return {
      ...at(line, columns.score),
      code: 'VALIDATION_FAILED',
      message: `The score is above the highest one, ${maxScore}.`,
    };
  return { line, examNo, score };
}

function readHeading(heading: CsvRecord | undefined): ReadFile['columns'] {
  if (!heading) throw bad('The file is empty. Its first line is a heading with the names of the columns.');
  if ('notCsvAtColumn' in heading) throw notCsv(heading);
  if (heading.cells.some((name) => name.includes('\ufffd') || isMisread(name)))
    throw bad(
      'The heading cannot be read: the file was opened in the wrong encoding. Send its bytes in "fileBase64", where GBK is recognised.',
    );
  const names = heading.cells.map((name) => {
    const kept = name.normalize('NFKC').replace(/\s+/gu, '');
    return (COLUMNS as Readonly<Record<string, Column>>)[kept] ?? kept.toLowerCase();
  });
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw bad(`The heading lacks ${missing.join(', ')}. There are: ${NEEDED.join(', ')}.`);
  const double = NEEDED.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (double) throw bad(`The heading has the column ${double} several times. Take out all but one.`);
  return Object.fromEntries(NEEDED.map((name) => [name, names.indexOf(name) + 1])) as Record<Column, number>;
}

const notCsv = (record: CsvRecord): Refusal =>
  bad(
    `The file is not CSV (RFC 4180): in line ${record.line}, column ${'notCsvAtColumn' in record ? record.notCsvAtColumn : 1}, a quote is out of place.`,
  );

const bad = (message: string): Refusal => new Refusal('BAD_USER_INPUT', message, { field: 'file' });
