import { createHash } from 'node:crypto';
import { MOST_FAULTS, parseCsv, Refusal } from '@union-graph/subgraph';

/** Why a row is not taken. */
export type RowFault =
  | 'CSV'
  | 'TEXT'
  | 'SCREEN_NO'
  | 'TWICE'
  | 'OPERATOR'
  | 'DISTRICT'
  | 'SITE'
  | 'ONLINE'
  | 'TIME'
  | 'RESULT'
  | 'FAILURE'
  | 'UNKNOWN_SCREEN'
  | 'NOT_SAME_MOMENT'
  | 'TOLD_OTHERWISE';

export interface Faulty {
  readonly line: number;
  readonly screenNo: string;
  readonly code: RowFault;
}

/** A file whose rows were read, each by its kind's own reader. */
export interface ReadFile<Row> {
  readonly sha256: string;
  readonly total: number;
  readonly rows: readonly (Row & { readonly line: number; readonly screenNo: string })[];
  readonly faults: readonly Faulty[];
}

/** The columns of a kind of file, by their Chinese names, and how a row of it is read. */
export interface FileFormat<Row> {
  readonly columns: Readonly<Record<string, string>>;
  readonly needed: readonly string[];
  readonly read: (cells: Readonly<Record<string, string>>) => Row | RowFault;
}

/** So many rows are read at all; the numbers of the rules say how many are taken. */
const MOST_READ = 100_000;
const SCREEN_NO = /^[A-Z0-9][A-Z0-9-]{2,31}$/;

/**
 * Reads a file about screens: CSV with a heading, a screen a row. A fault of a row is that row's; throws `BAD_USER_INPUT` for a file
 * that is no table with the columns needed.
 */
export function readFile<Row extends object>(file: string, { columns, needed, read }: FileFormat<Row>): ReadFile<Row> {
  const [heading, ...records] = parseCsv(file.startsWith('\ufeff') ? file.slice(1) : file, MOST_READ);
  if (records.length === 0) throw bad(`A file has 1 to ${MOST_READ} rows below its heading; this one has none.`);
  const names = readHeading(heading && 'cells' in heading ? heading.cells : [], { columns, needed });
  const faults: Faulty[] = [];
  const rows: (Row & { line: number; screenNo: string })[] = [];
  const seen = new Set<string>();
  for (const record of records) {
    const { line } = record;
    const isWhole = 'cells' in record && record.cells.slice(names.length).every((cell) => cell === '');
    const cells = isWhole ? Object.fromEntries(names.map((name, at) => [name, record.cells[at]?.normalize('NFKC') ?? ''])) : null;
    const screenNo = cells?.screen_no?.toUpperCase() ?? '';
    const row = cells ? readRow(cells, screenNo, read) : 'CSV';
    if (typeof row === 'string') faults.push({ line, screenNo: shown(screenNo), code: row });
    else if (seen.has(screenNo)) faults.push({ line, screenNo, code: 'TWICE' });
    else rows.push({ ...row, line, screenNo });
    if (typeof row !== 'string') seen.add(screenNo);
  }
  if (faults.filter(({ code }) => code === 'CSV').length > MOST_FAULTS) throw bad('The file is not CSV (RFC 4180).');
  return { sha256: createHash('sha256').update(file).digest('hex'), total: records.length, rows, faults };
}

function readRow<Row>(cells: Readonly<Record<string, string>>, screenNo: string, read: FileFormat<Row>['read']): Row | RowFault {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (Object.values(cells).some((cell) => /[\u0000-\u001f\u007f-\u009f\ufffd\p{Surrogate}]/u.test(cell))) return 'TEXT';
  return SCREEN_NO.test(screenNo) ? read(cells) : 'SCREEN_NO';
}

/** The columns in the order of the file; columns that are not known are the operator's own and left out. */
function readHeading(cells: readonly string[], { columns, needed }: Pick<FileFormat<never>, 'columns' | 'needed'>): string[] {
  const names = cells.map((cell) => columns[cell.normalize('NFKC').replace(/\s+/gu, '')] ?? cell.trim().toLowerCase());
  const missing = needed.filter((name) => names.indexOf(name) !== names.lastIndexOf(name) || !names.includes(name));
  if (missing.length === 0) return names;
  throw bad(
    `The heading lacks ${missing.join(', ')}, or has it twice. There are: ${[...new Set(Object.values(columns))].join(', ')}.`,
  );
}

/** What a person reads of a number that is none. */
const shown = (text: string): string =>
  [...text]
    .slice(0, 40)
    .join('')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they cannot be stored
    .replace(/[\u0000-\u001f\u007f-\u009f\p{Surrogate}]/gu, '?');

/** An instant by RFC 3339, or without an offset in Beijing; null for a text that is none. */
export function instantOf(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?$/i.exec(text);
  if (!match) return null;
  const [, day = '', time = '', offset = '+08:00'] = match;
  const at = new Date(`${day}T${time.length === 5 ? `${time}:00` : time}${offset.toUpperCase()}`);
  const isDay = !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isDay && !Number.isNaN(at.getTime()) ? at : null;
}

/** Parts of a file of so many rows each: a statement a part. */
const ROWS_AT_ONCE = 5_000;

export const portions = <Row>(all: readonly Row[]): (readonly Row[])[] =>
  Array.from({ length: Math.ceil(all.length / ROWS_AT_ONCE) }, (_, n) => all.slice(n * ROWS_AT_ONCE, (n + 1) * ROWS_AT_ONCE));

const bad = (message: string): Refusal => new Refusal('BAD_USER_INPUT', message, { field: 'file' });
