/**
 * The records of a text in CSV (RFC 4180): fields between commas, in double quotes where they hold commas, quotes (doubled) or
 * line ends; lines end in CRLF or LF. A byte order mark and empty lines are left out.
 */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  field.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (!found) throw new SyntaxError(`The file is not CSV at character ${at + 1}: a quote is out of place.`);
    record.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
    if (found[3] !== ',') {
      if (record.some((value) => value !== '')) records.push(record);
      record = [];
    } else if (field.lastIndex === text.length) record.push('');
  }
  if (record.some((value) => value !== '')) records.push(record);
  return records;
}
