import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from '../refusal.ts';

/** A record of a file, or the place at which the file cannot be read as CSV. Lines and columns are counted from 1. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly notCsvAtColumn: number };

const DELIMITERS = [',', ';', '\t', '，', '；', '|'] as const;
/** How far a record with line ends in quotes may reach: a quote that is never closed must not swallow the file. */
const LONGEST_RECORD = 50;
/** Lines read at once behind a fault, and twice as many behind each stretch without one, so that a file full of faults does not take long. */
const LINES_BEHIND_FAULT = 64;
/** A file with more records than these that cannot be read is no CSV; it is not read on. */
export const MOST_FAULTS = 200;

/** A heading with more columns is none of the tables that the city exchanges. */
const MOST_COLUMNS = 100;
/** As many characters of the heading tell what stands between its cells. */
const HEADING_SAMPLE = 10_000;
/** Cells that a row may have beyond the heading's; what stands behind them stays one cell, delimiters and all. */
const SURPLUS_CELLS = 10;

/**
 * The records of a text in CSV (RFC 4180; also with semicolons or tabs, as some spreadsheets write it): cells in double quotes
 * where they hold delimiters, quotes (doubled) or line ends. Empty lines are left out and counted. A record that cannot be read
 * is told with its place, and reading goes on in the line behind its first one, up to two hundred times. The work is bounded by
 * the length of the text: `BAD_USER_INPUT` for a heading with more than a hundred columns, and, as soon as they are met, for more
 * than `mostRows` rows below it, beside rows of totals. A row has at most ten cells more than the heading.
 */
export function parseCsv(text: string, mostRows: number, { rowsOfTotals = 0 } = {}): CsvRecord[] {
  const most = mostRows + rowsOfTotals;
  const [lines, delimiter] = prepared(text.split(/\r\n|\n|\r/));
  const heading = widthOfHeading(lines, delimiter);
  const records: CsvRecord[] = [];
  let from = 0;
  let length = lines.length;
  for (let faults = 0; from < lines.length && faults <= MOST_FAULTS; ) {
    const to = Math.min(from + length, lines.length);
    const read = readUntilFault(lines, { from, to, delimiter, heading, mostRecords: most + 1 - records.length });
    for (const record of read.records) records.push(record);
    if (records.length > most + 1) throw tooManyRows(mostRows);
    const hasFault = read.records.some((record) => 'notCsvAtColumn' in record);
    if (hasFault) faults++;
    length = hasFault ? LINES_BEHIND_FAULT : length * 2;
    from = read.next;
  }
  return records;
}

/** How many cells the heading has; undefined where it cannot be read. */
function widthOfHeading(lines: readonly string[], delimiter: string): number | undefined {
  const from = firstWritten(lines, 0);
  const text = lines.slice(from, from + LONGEST_RECORD).join('\n');
  let width: number | undefined;
  try {
    width = parse(text, { ...formOf(delimiter, MOST_COLUMNS + 1), to: 1 })[0]?.length;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  if (width !== undefined && width > MOST_COLUMNS)
    throw new Refusal('BAD_USER_INPUT', `The heading has more than ${MOST_COLUMNS} columns.`, { field: 'file' });
  return width;
}

const formOf = (delimiter: string, mostCells: number) => ({
  delimiter,
  relax_column_count: true,
  skip_empty_lines: true,
  record_delimiter: '\n',
  ignore_last_delimiters: mostCells,
});

const tooManyRows = (most: number): Refusal =>
  new Refusal('BAD_USER_INPUT', `A file has 1 to ${most} rows below its heading; this one has more.`, { field: 'file' });

/** The lines without what a spreadsheet writes for itself (`sep=;`), and what stands between their cells. */
function prepared(written: readonly string[]): [readonly string[], string] {
  const lines = written.map((line) => (line.trim() === '' ? '' : line));
  const first = lines.findIndex((line) => line !== '');
  const told = /^"?sep=(.)"?$/i.exec(lines[first] ?? '')?.[1];
  if (told) lines[first] = '';
  const heading = (lines.find((line) => line !== '') ?? '').slice(0, HEADING_SAMPLE);
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, cells: heading.split(delimiter).length }));
  return [lines, told ?? counted.sort((one, other) => other.cells - one.cells)[0]?.delimiter ?? ','];
}

interface Read {
  readonly records: CsvRecord[];
  /** The line to go on with, counted from 0. */
  readonly next: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly delimiter: string;
  /** How many cells the heading has, where it can be read. */
  readonly heading: number | undefined;
  /** No more records than these are read, and one. */
  readonly mostRecords: number;
}

function readUntilFault(lines: readonly string[], { from, to, delimiter, heading, mostRecords }: Stretch): Read {
  const records: CsvRecord[] = [];
  let end = from;
  const onRecord = (cells: string[], info: { lines: number }): null => {
    const start = firstWritten(lines, end);
    const spans = from + info.lines - start;
    const wanted = heading ?? widthOf(records[0]) ?? cells.length;
    if (spans > LONGEST_RECORD || (spans > 1 && cells.length !== wanted)) throw new Misread(0);
    end = start + spans;
    records.push({ line: start + 1, cells: cells.map((cell) => cell.trim()) });
    return null;
  };
  try {
    parse(lines.slice(from, to).join('\n'), {
      ...formOf(delimiter, (heading ?? MOST_COLUMNS) + SURPLUS_CELLS + 1),
      to: mostRecords + 1,
      on_record: onRecord as never,
    });
    return { records, next: to };
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof Misread)) throw error;
    const start = firstWritten(lines, end);
    // Its end may lie behind the stretch: read on from its first line.
    if (error.code === 'CSV_QUOTE_NOT_CLOSED' && to < lines.length && start > from) return { records, next: start };
    records.push({ line: start + 1, notCsvAtColumn: Number(error.column) + 1 });
    return { records, next: start + 1 };
  }
}

/** A record over several lines that has not the cells of the heading: a quote swallowed other rows. */
class Misread extends Error {
  readonly code = 'MISREAD';
  readonly column: number;
  constructor(column: number) {
    super('A quote is out of place.');
    this.column = column;
  }
}

const widthOf = (record: CsvRecord | undefined) => (record && 'cells' in record ? record.cells.length : undefined);

/** The first line from one on with something in it, as the parser skips empty ones. */
function firstWritten(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at] === '') at++;
  return at;
}
