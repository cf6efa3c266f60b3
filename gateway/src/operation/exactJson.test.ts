import fc from 'fast-check';
import { ExactNumber, parseExactly, writeExactly } from './exactJson.ts';

test.each([
  '12345678901234567890',
  '-12345678901234567890',
  '0.1234567890123456789',
  '9007199254740993',
  '1.00000000000000000000000001',
  '1e-400',
  '123456789012345678e3',
])('%s keeps its digits', (literal) => {
  for (const text of [literal, `[${literal}]`, `{"a":{"b":[ ${literal}, 1]},"c":"${literal}"}`]) {
    const read = parseExactly(`{"value":${text}}`);
    expect(writeExactly(read)).toBe(`{"value":${text.replaceAll(' ', '')}}`);
  }
  expect((parseExactly(`[${literal}]`) as unknown[])[0]).toBeInstanceOf(ExactNumber);
});

test.each(['0', '-1', '1.5', '2147483647', '9007199254740991', '-9007199254740991', '1e3', '1E+3', '0.1', '123456789.123456'])(
  '%s is a plain number',
  (literal) => expect(parseExactly(`[ ${literal}]`)).toEqual([Number(literal)]),
);

test.each(['1e400', '-1e400', '1e999999'])('%s is out of range and cannot be written', (literal) => {
  expect(writeExactly(parseExactly(`{"a":[${literal}]}`))).toBeUndefined();
});

test.each(['012345678901234567890', '[1234567890123456789 0]', '{"a":1234567890123456789.}', '1e', '"1234567890123456789'])(
  '%s is not JSON',
  (text) => expect(() => parseExactly(`{"value":${text}}`)).toThrow(SyntaxError),
);

test('__proto__ is an ordinary key', () => {
  const text = '{"__proto__":{"__proto__":12345678901234567890,"constructor":1}}';
  expect(writeExactly(parseExactly(text))).toBe(text);
});

test('any JSON is parsed to the same value as by JSON.parse, and written back', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(writeExactly(parseExactly(text)) ?? 'null')).toEqual(JSON.parse(text));
    }),
  );
});
