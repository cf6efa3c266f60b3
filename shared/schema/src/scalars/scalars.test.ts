import fc from 'fast-check';
import { GraphQLError, Kind } from 'graphql';
import { isOrgCode, scalars } from '../index.ts';

const parse = (name: string, value: unknown) => scalars[name]?.parseValue(value);

const GOOD: [string, unknown, unknown][] = [
  ['Fen', '864000', 864_000n],
  ['Fen', 0, 0n],
  ['Fen', '9223372036854775807', 9_223_372_036_854_775_807n],
  ['Date', '2012-02-29', '2012-02-29'],
  ['DateTime', '2013-10-19T10:00:00+08:00', new Date('2013-10-19T02:00:00Z')],
  ['BasisPoints', -159, -159],
  ['DistrictCode', '110228', '110228'],
  ['Phone', '000-1234 5678', '000-1234 5678'],
  ['Phone', '\u3000＋８６ １３９－０００１', '+86 139-0001'],
  ['DistrictCode', '１１０２２８', '110228'],
  ['OrgCode', 'Ｄ２１４３５６９－Ｘ', 'D2143569X'],
];

test.each(GOOD)('%s takes %j', (name, input, value) => {
  expect(parse(name, input)).toEqual(value);
});

const BAD: [string, unknown][] = [
  ['Fen', '86.40'],
  ['Fen', 86.4],
  ['Fen', -1],
  ['Fen', '-1'],
  ['Fen', '9223372036854775808'],
  ['Fen', 2 ** 53],
  ['Fen', ''],
  ['Fen', true],
  ['Fen', null],
  ['Date', '2013-02-29'],
  ['Date', '0000-01-01'],
  ['DateTime', '9999-12-31T23:59:59-05:00'],
  ['DateTime', '0001-01-01T00:00:00+08:00'],
  ['Date', '2013-13-01'],
  ['Date', '2013-1-1'],
  ['Date', '2013-10-19T00:00:00Z'],
  ['Date', 20131019],
  ['DateTime', '2013-10-19'],
  ['DateTime', '2013-10-19T10:00:00'],
  ['DateTime', '2013-02-30T10:00:00Z'],
  ['DateTime', '2013-10-19T24:00:00Z'],
  ['BasisPoints', 1.5],
  ['BasisPoints', '100'],
  ['BasisPoints', 1_000_001],
  ['DistrictCode', '310101'],
  ['DistrictCode', '11010'],
  ['DistrictCode', 110_105],
  ['OrgCode', 'D2143569X0'],
  ['OrgCode', ''],
  ['Phone', '123'],
  ['Phone', '12345x'],
  ['Phone', '1'.repeat(21)],
];

test.each(BAD)('%s refuses %j with BAD_USER_INPUT, and says what it wants', (name, input) => {
  const attempt = () => parse(name, input);
  expect(attempt).toThrow(GraphQLError);
  expect(attempt).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/ must be .+; got /),
      extensions: { code: 'BAD_USER_INPUT', scalar: name },
    }),
  );
});

test('literals are read like variables', () => {
  expect(scalars.Fen?.parseLiteral({ kind: Kind.INT, value: '12' })).toBe(12n);
  expect(() => scalars.Fen?.parseLiteral({ kind: Kind.FLOAT, value: '1.2' })).toThrow(/must be/);
  expect(() => scalars.Date?.parseLiteral({ kind: Kind.ENUM, value: 'today' })).toThrow(/must be/);
});

test('money survives the way out and in, whatever its size', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (fen) => parse('Fen', scalars.Fen?.serialize(fen)) === fen));
});

describe('organisation codes', () => {
  // Worked examples of the standards' own annexes and of published registers.
  test.each([
    ['D2143569X', true],
    ['D21435690', false],
    ['000000000', false],
    ['0'.repeat(18), false],
    ['91350100M000100Y43', true],
    ['91350100M000100Y44', false],
    ['91350100M000100I43', false],
  ])('%s: %s', (code, valid) => {
    expect(isOrgCode(code)).toBe(valid);
  });

  test('any single changed character is noticed', () => {
    const code = '91350100M000100Y43';
    const other = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY');
    fc.assert(
      fc.property(
        fc.nat(17),
        other,
        (at, character) => code[at] === character || !isOrgCode(code.slice(0, at) + character + code.slice(at + 1)),
      ),
    );
  });

  test('the hyphen of a nine-character code is left out', () => {
    expect(parse('OrgCode', 'D2143569-X')).toBe('D2143569X');
  });
});
