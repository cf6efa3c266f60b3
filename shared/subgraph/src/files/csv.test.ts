import fc from 'fast-check';
import { parseCsv } from './csv.ts';

const MOST = 100_000;
const cells = (text: string) => parseCsv(text, MOST).map((record) => ('cells' in record ? record.cells : record));

describe('RFC 4180', () => {
  test.each([
    [
      'plain',
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a line end at the end',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'old line ends',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes, delimiters and line ends in quotes',
      'a,b\n"x ""y"", z","1\r\n2"',
      [
        ['a', 'b'],
        ['x "y", z', '1\n2'],
      ],
    ],
    [
      'blanks around',
      'a , b\n 1,2 ',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      'a,b,c\n,,\n1,,',
      [
        ['a', 'b', 'c'],
        ['', '', ''],
        ['1', '', ''],
      ],
    ],
    [
      'semicolons',
      'a;b\n1,5;2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'full-width commas',
      'a，b\n1，2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a spreadsheet’s own line',
      'sep=;\na;b\n1;2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['nothing', '', []],
    ['empty lines alone', '\n \r\n\t\u3000\n', []],
    ['more and fewer cells than the heading', 'a,b\n1\n1,2,3', [['a', 'b'], ['1'], ['1', '2', '3']]],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test('each record knows its line, empty lines and lines in quotes counted', () => {
    expect(parseCsv('a,b\n\n1,2\r\n\r\n"3\n4",5\n6,7', MOST).map(({ line }) => line)).toEqual([1, 3, 5, 7]);
  });
});

describe('a record that is no CSV is told with its place, and takes no other with it', () => {
  const good = (n: number) => Array.from({ length: n }, (_, at) => `李${at},${at}`).join('\n');
  test.each([
    ['a quote inside a cell', '王"秀兰,1', 1],
    ['a cell that goes on behind its quote', '"王"秀兰,1', 1],
    ['a quote in the second cell', '王秀兰,1"', 2],
    ['a quote that is never closed', '"王秀兰,1', 1],
    ['one in the second cell that is never closed', '王秀兰,"1', 2],
  ])('%s', (_, row, column) => {
    const records = parseCsv(`a,b\n${good(500)}\n${row}\n${good(500)}\n`, MOST);
    expect(records).toHaveLength(1_002);
    expect(records.filter((record) => 'notCsvAtColumn' in record)).toEqual([{ line: 502, notCsvAtColumn: column }]);
  });

  test('a quote that another one closes by chance, rows further down, swallows nothing', () => {
    const records = parseCsv(`a,b\n"王秀兰,1\n${good(20)}\n李建国,2"\n${good(5)}`, MOST);
    expect(records.filter((record) => 'cells' in record)).toHaveLength(1 + 20 + 5);
    expect(records.filter((record) => 'notCsvAtColumn' in record).map(({ line }) => line)).toEqual([2, 23]);
  });

  test('no row is lost of a long file with a fault at its beginning', () => {
    expect(parseCsv(`a,b\n王"秀兰,1\n${good(60_000)}`, MOST)).toHaveLength(60_002);
  });

  test('a heading that is none', () => {
    expect(parseCsv('a,"b\n1,2\n', MOST)[0]).toEqual({ line: 1, notCsvAtColumn: 2 });
  });

  test('a record over several lines behind a fault is whole, wherever it stands', () => {
    for (const before of [150, 198, 199, 200, 201, 390]) {
      const records = parseCsv(`a,b\n王"秀兰,1\n${good(before)}\n"李\n四\n五",2\n${good(300)}`, MOST);
      expect(records.filter((record) => 'notCsvAtColumn' in record)).toHaveLength(1);
      expect(records).toHaveLength(2 + before + 1 + 300);
      expect(records[2 + before]).toEqual({ line: 3 + before, cells: ['李\n四\n五', '2'] });
    }
  });

  test('a file of nothing else is not read to its end', () => {
    const records = parseCsv(`a,b\n${'"x,1\n'.repeat(10_000)}`, MOST);
    expect(records.length).toBeLessThan(300);
    expect(records[1]).toEqual({ line: 2, notCsvAtColumn: 1 });
  });
});

describe('a file that is too large is refused while it is read', () => {
  const refusal = { extensions: { code: 'BAD_USER_INPUT', field: 'file' } };

  test('a heading has at most a hundred columns', () => {
    expect(parseCsv(','.repeat(99), MOST)).toHaveLength(1);
    expect(() => parseCsv(','.repeat(100), MOST)).toThrow(expect.objectContaining(refusal));
    expect(() => parseCsv(`"a\nb"${','.repeat(100)}\n1`, MOST)).toThrow(expect.objectContaining(refusal));
  });

  test('a file has as many rows below its heading as the caller takes, also behind a fault', () => {
    for (const fault of ['', '王"秀兰,1\n']) {
      const text = `a,b\n${fault}${'1,2\n'.repeat(500)}`;
      const rows = fault === '' ? 500 : 501;
      expect(parseCsv(text, rows)).toHaveLength(rows + 1);
      expect(() => parseCsv(text, rows - 1)).toThrow(expect.objectContaining(refusal));
    }
  });

  test('what stands behind ten cells more than the heading has stays one cell', () => {
    expect(cells(`a,b\n${'1,'.repeat(11)}1\n${'1,'.repeat(14)}1`)).toEqual([
      ['a', 'b'],
      Array<string>(12).fill('1'),
      [...Array<string>(12).fill('1'), '1,1,1'],
    ]);
  });
});

test('whatever the cells, they come back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '王', '"', ',', ';', '\n', ' ', '𠮷') }).map((text) =>
    // A line of blanks alone inside a cell keeps none of them.
    text.replace(/^ +$/gm, '').trim(),
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const table = [['h', 'i', 'j'], ...rows];
      expect(cells(table.map((row) => row.map(quoted).join(',')).join('\r\n'))).toEqual(table);
    }),
    { numRuns: 500 },
  );
});
