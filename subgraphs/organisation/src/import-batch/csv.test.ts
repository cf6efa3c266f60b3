import fc from 'fast-check';
import { parseCsv } from './csv.ts';

test.each([
  [
    'a,b\r\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '\ufeffa,b\n1,',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  [
    '"a, ""b""",c\n\n"1\n2",3\n',
    [
      ['a, "b"', 'c'],
      ['1\n2', '3'],
    ],
  ],
  ['a', [['a']]],
  ['', []],
])('RFC 4180: %j', (text, records) => expect(parseCsv(text)).toEqual(records));

test('a quote out of place is told, not guessed at', () => {
  expect(() => parseCsv('a,b\n"1,2')).toThrow('at character');
  expect(() => parseCsv('a"b,c')).toThrow('at character');
});

test('what is written by the rules is read back, whatever it says', () => {
  const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '' && !text.startsWith('\ufeff'));
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (records) => {
      const text = records.map((record) => record.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      expect(parseCsv(text)).toEqual(records);
    }),
  );
});
