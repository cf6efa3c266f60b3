import { type CsvRecord, isMisread, MOST_FAULTS, parseCsv, Refusal } from '@union-graph/subgraph';
import type { RowFaultName } from './faults.ts';
import { type ImportedWorker, readRow } from './readRow.ts';

export const MOST_ROWS = 10_000;

/** A row that is to be done, or that is refused for what it says itself; with its line in the file. */
export type ImportedRow = { readonly line: number } & ({ readonly worker: ImportedWorker } | { readonly fault: RowFaultName });

const COLUMNS: Readonly<Record<string, string>> = {
  姓名: 'name',
  身份证号: 'identity_number',
  就业类型: 'employment_kind',
  手机号: 'phone',
  外来务工: 'migrant',
  入会日期: 'joined_on',
  区县代码: 'district_code',
  单位代码: 'employer_org_code',
  凭证: 'evidence_ref',
};
const KNOWN = new Set(Object.values(COLUMNS));
const ALL_COLUMNS = [...KNOWN].join(', ');
const NEEDED = ['name', 'identity_number', 'employment_kind'];

/**
 * Reads the file of an import. What is sealed is sealed here, before anything else sees it. A fault of a row is that row's;
 * throws `BAD_USER_INPUT` for a file that is no table of the columns wanted, or has no or too many rows.
 */
export function readFile(text: string, { evidenceRef, today }: { evidenceRef: string; today: string }): ImportedRow[] {
  const [heading, ...records] = parseCsv(text.startsWith('\ufeff') ? text.slice(1) : text, MOST_ROWS);
  const names = readHeading(heading);
  if (records.length === 0) throw bad(`A file has 1 to ${MOST_ROWS} rows below its heading; this one has none.`);
  refuseUnlessCsv(records);
  const lastNeeded = Math.max(...NEEDED.map((name) => names.indexOf(name)));
  const seen = new Set<string>();
  return records.map((record) => {
    const { line } = record;
    if ('notCsvAtColumn' in record) return { line, fault: 'CSV' };
    if (record.cells.slice(names.length).some((cell) => cell !== '')) return { line, fault: 'SURPLUS' };
    if (record.cells.length <= lastNeeded) return { line, fault: 'SHORT' };
    const row = readRow(Object.fromEntries(names.map((name, at) => [name, record.cells[at] ?? ''])), evidenceRef, today);
    if (typeof row === 'string') return { line, fault: row };
    if (seen.has(row.identityHash)) return { line, fault: 'TWICE' };
    seen.add(row.identityHash);
    return { line, worker: row };
  });
}

/** The columns in the order of the file. Whatever is wrong with them is said with the names that are at fault. */
function readHeading(heading: CsvRecord | undefined): string[] {
  if (!heading) throw bad('The file is empty. Its first line is a heading with the names of the columns.');
  if ('notCsvAtColumn' in heading) throw notCsv(heading);
  const written = heading.cells.slice(0, heading.cells.findLastIndex((cell) => cell !== '') + 1);
  if (written.some((name) => name.includes('\ufffd') || isMisread(name)))
    throw bad(
      `The heading in line ${heading.line} cannot be read: the file was opened in the wrong encoding. Send its bytes in "fileBase64", where GBK is recognised, or save it as UTF-8.`,
    );
  const names = written.map((name) => {
    // Two characters are often set apart to look like three: 姓　名.
    const kept = name.normalize('NFKC').replace(/\s+/gu, '');
    return COLUMNS[kept] ?? kept.toLowerCase();
  });
  const shown = (wanted: (name: string, at: number) => boolean) =>
    written
      .flatMap((name, at) => (wanted(names[at] as string, at) ? [`"${name.slice(0, 40)}" (column ${at + 1})`] : []))
      .join(', ');
  const strange = shown((name) => !KNOWN.has(name));
  if (strange) throw bad(`The heading has columns that are not known: ${strange.slice(0, 500)}. There are: ${ALL_COLUMNS}.`);
  const double = shown((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (double) throw bad(`The heading has one column several times: ${double.slice(0, 500)}. Take out all but one.`);
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw bad(`The heading lacks ${missing.join(', ')}. There are: ${ALL_COLUMNS}.`);
  return names;
}

/** Rows that cannot be read are refused one by one; where there is nothing else, or far too many, the file is no CSV. */
function refuseUnlessCsv(records: readonly CsvRecord[]): void {
  const unread = records.filter((record) => 'notCsvAtColumn' in record);
  const [first] = unread;
  if (first && (unread.length === records.length || unread.length > MOST_FAULTS)) throw notCsv(first);
}

const notCsv = ({ line, notCsvAtColumn }: { line: number; notCsvAtColumn: number }): Refusal =>
  bad(
    `The file is not CSV (RFC 4180): in line ${line}, column ${notCsvAtColumn}, a quote is out of place. Put cells that hold quotes, delimiters or line ends into quotes, and double the quotes inside.`,
  );

const bad = (message: string): Refusal => new Refusal('BAD_USER_INPUT', message, { field: 'file' });
