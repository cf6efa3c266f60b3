import fc from 'fast-check';
import { contractStatus, firstDayInForce, renewalNoticeFrom } from '../contract/rules.ts';
import type { ContractKind, RepInput } from '../schema.gen.ts';
import { checkSide, currentRoundStatus, dayOfRefusal, grownWage, missingGuarantees, onBothSides, reaches } from './rules.ts';

const [TWO_THIRDS, HALF, THIRD] = [8, 6, 4];

test.each([
  ['120 of 180 are two thirds', 120, 180, TWO_THIRDS, true],
  ['119 of 180 are not', 119, 180, TWO_THIRDS, false],
  ['90 of 180 are half', 90, 180, HALF, true],
  ['89 of 180 are not', 89, 180, HALF, false],
  ['of 100 it takes 67', 67, 100, TWO_THIRDS, true],
  ['66 are not enough', 66, 100, TWO_THIRDS, false],
  ['of 30,001 it takes 20,001', 20_000, 30_001, TWO_THIRDS, false],
])('2.2.3, P14 art. 36: %s', (_, part, whole, twelfths, reached) => {
  expect(reaches(part, whole, twelfths)).toBe(reached);
});

test('P14 art. 36: the shares are exact for any congress', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (whole, part) => {
      expect(reaches(part, whole, TWO_THIRDS)).toBe(BigInt(part) * 3n >= BigInt(whole) * 2n);
      expect(reaches(part, whole, HALF)).toBe(BigInt(part) * 2n >= BigInt(whole));
    }),
  );
});

const rep = (nameZh: string, more: Partial<RepInput> = {}): RepInput => ({ nameZh, chief: false, outsider: false, ...more });
const CHIEF = rep('首席', { chief: true });

test.each([
  ['three with a chief and one from outside', [CHIEF, rep('甲'), rep('乙', { outsider: true })], null],
  ['two', [CHIEF, rep('甲')], 'at least 3'],
  ['one named three times', [CHIEF, rep('甲'), rep('甲')], 'named twice'],
  ['two of one name with an id of one', [CHIEF, rep('甲'), rep('甲', { personId: 'a' })], 'named twice'],
  ['two of one name with both ids', [CHIEF, rep('甲', { personId: 'b' }), rep('甲', { personId: 'a' })], null],
  ['no chief', [rep('甲'), rep('乙'), rep('丙')], 'one chief'],
  ['two chiefs', [CHIEF, rep('甲', { chief: true }), rep('乙')], 'one chief'],
  ['a chief from outside', [rep('首席', { chief: true, outsider: true }), rep('甲'), rep('乙')], 'does not come from outside'],
  [
    'two of five from outside',
    [CHIEF, rep('甲'), rep('乙'), ...['丙', '丁'].map((name) => rep(name, { outsider: true }))],
    'at most 1',
  ],
  [
    'two of six from outside',
    [CHIEF, ...['甲', '乙', '丙'].map((name) => rep(name)), ...['丁', '戊'].map((name) => rep(name, { outsider: true }))],
    null,
  ],
])('2.2.3: a side of %s', (_, reps, fault) => {
  const check = () => checkSide(reps, { least: 3, outsiderTwelfths: THIRD });
  if (fault === null) expect(check).not.toThrow();
  else expect(check).toThrow(fault);
});

test.each([
  ['the same person', { nameZh: '王芳', personId: 'a' }, { nameZh: '王方', personId: 'a' }, true],
  ['another person of the name', { nameZh: '王芳', personId: 'a' }, { nameZh: '王芳', personId: 'b' }, false],
  ['a name that no id tells apart', { nameZh: '王芳' }, { nameZh: '王芳', personId: 'b' }, true],
  ['the name with a blank', { nameZh: '王 芳' }, { nameZh: '王芳' }, true],
  ['another name', { nameZh: '王芳' }, { nameZh: '李芳' }, false],
])('2.2.3: %s on the other side', (_, own, other, double) => {
  expect(onBothSides([own], [other]) !== undefined).toBe(double);
});

test.each([
  ['on the last day for an answer', { status: 'NOTICED', resumeOn: null }, '2013-10-28', 'NOTICED'],
  ['a day later', { status: 'NOTICED', resumeOn: null }, '2013-10-29', 'REFUSED'],
  ['before the day of a pause', { status: 'PAUSED', resumeOn: '2013-11-01' }, '2013-10-31', 'PAUSED'],
  ['on it', { status: 'PAUSED', resumeOn: '2013-11-01' }, '2013-11-01', 'NEGOTIATING'],
] as const)('2.2.3: time decides %s', (_, stored, on, status) => {
  expect(currentRoundStatus({ replyDueOn: '2013-10-28', ...stored }, null, on)).toBe(status);
});

test('2.2.3: silence is a refusal from the day after the last one', () => {
  const silent = { status: 'NOTICED', replyDueOn: '2013-10-28', resumeOn: null, refusedOn: null } as const;
  expect([dayOfRefusal(silent, '2013-10-28'), dayOfRefusal(silent, '2013-11-20')]).toEqual([null, '2013-10-29']);
});

test('S-53: a guarantee is missing until its last check passed or was waived', () => {
  const checks = [
    { kind: 'MINIMUM_WAGE', result: 'PASS' },
    { kind: 'LABOUR_QUOTA', result: 'FAIL' },
    { kind: 'GROWTH_LINE', result: 'WAIVED' },
  ] as const;
  expect(missingGuarantees(true, checks)).toEqual(['LABOUR_QUOTA']);
  expect(missingGuarantees(true, [])).toHaveLength(3);
  expect(missingGuarantees(false, [])).toEqual([]);
});

test('S-53: the growth line counts from the wage before, up to a fen', () => {
  expect([grownWage(300_000n, 450), grownWage(1n, 1), grownWage(300_000n, 0)]).toEqual([313_500n, 2n, 300_000n]);
});

const number = ({ first }: { first: number }) => first;
test.each<[ContractKind, string, string]>([
  ['WAGE_SPECIAL', '2013-12-31', '2013-11-02'],
  ['COLLECTIVE', '2013-12-31', '2013-10-01'],
  ['AREA', '2014-05-30', '2014-02-28'],
  ['INDUSTRY', '2015-02-28', '2014-12-01'],
])('2.2.3: the renewal of a contract (%s) until %s may be asked for from %s', (kind, termTo, from) => {
  expect(renewalNoticeFrom(kind, termTo, number)).toBe(from);
});

test.each([
  ['on the fifteenth day, a Sunday', '2013-11-03', 'FILED'],
  ['on the Monday that it moves to', '2013-11-04', 'FILED'],
  ['on the day after', '2013-11-05', 'EFFECTIVE'],
  ['on its last day', '2014-10-18', 'EFFECTIVE'],
  ['the day after', '2014-10-19', 'EXPIRED'],
])('2.2.3: a contract filed on 19 October is %s (%s) %s', (_, on, status) => {
  const contract = { objectedOn: null, lapsedOn: null, publishedOn: null, termFrom: '2013-10-19', termTo: '2014-10-18' };
  const filed = { ...contract, filedOn: '2013-10-19', objectionBy: '2013-11-04' };
  expect(contractStatus(filed, on)).toBe(status);
  expect(contractStatus({ ...filed, objectedOn: '2013-10-20' }, on)).toBe('OBJECTED');
  expect(contractStatus({ ...contract, filedOn: null, objectionBy: null }, on)).toBe('SIGNED');
  const published = contractStatus({ ...filed, publishedOn: '2013-11-06' }, on);
  expect(published).toBe(status === 'EFFECTIVE' ? 'PUBLISHED' : status);
  expect(contractStatus(filed, on, true)).toBe(status === 'EXPIRED' ? 'RENEWED' : status);
});

test('2.2.3: a contract is not in force before its term', () => {
  expect(firstDayInForce('2013-11-04', '2014-01-01')).toBe('2014-01-01');
  expect(firstDayInForce('2013-11-04', '2013-10-19')).toBe('2013-11-05');
});
