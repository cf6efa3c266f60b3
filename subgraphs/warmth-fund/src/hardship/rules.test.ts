import { newId } from '@union-graph/subgraph';
import { codeOf } from '../../test/codeOf.ts';
import type { HardshipCause } from '../schema.gen.ts';
import { categoryOf, checkedMask, checkVisitors, fileStatusOn, perCapitaFen } from './rules.ts';

describe('2.5.3: income for each person, rounded down to a fen', () => {
  test.each([
    [[129_000n, 0n, 0n], 43_000n],
    [[100n, 0n, 0n], 33n],
    [[101n, 1n], 51n],
    [[2n, 0n, 0n], 0n],
    [[0n], 0n],
    [[1_000_000_000_000_000n, 1n], 500_000_000_000_000n],
  ])('%j', (incomes, expected) => expect(perCapitaFen(incomes)).toBe(expected));
});

describe('2.5.3, P19, P20: the category by income, causes and proof', () => {
  const category = (perCapitaMonthlyFen: bigint, causes: HardshipCause[], evidenceRef: string | null = null) =>
    categoryOf({ perCapitaMonthlyFen, lineFen: 58_000n, nearBp: 15_000, causes, evidenceRef });
  test.each([
    [57_999n, ['OTHER'], null, 'SUBSISTENCE'],
    [58_000n, [], null, 'SUBSISTENCE'],
    [58_001n, ['UNEMPLOYMENT'], null, null],
    [58_001n, ['ILLNESS'], null, 'NEAR_SUBSISTENCE'],
    [87_000n, ['SCHOOLING'], null, 'NEAR_SUBSISTENCE'],
    [87_000n, ['ACCIDENT'], '证明', 'NEAR_SUBSISTENCE'],
    [87_001n, ['SCHOOLING'], null, null],
    [87_001n, ['ACCIDENT'], null, null],
    [87_001n, ['ACCIDENT'], '证明', 'ACCIDENT'],
    [900_000n, ['DISASTER'], '证明', 'ACCIDENT'],
    [900_000n, ['ILLNESS'], '证明', null],
  ] as const)('%s fen, %j, proof %s: %s', (perCapita, causes, evidence, expected) =>
    expect(category(perCapita, [...causes], evidence)).toBe(expected),
  );
});

describe('2.5.1: a notice shows the surname and two stars', () => {
  test.each([
    ['李**', null],
    ['欧阳**', null],
    [' 王** ', null],
    ['李建国', 'VALIDATION_FAILED'],
    ['李建*', 'VALIDATION_FAILED'],
    ['李*', 'VALIDATION_FAILED'],
    ['**', 'VALIDATION_FAILED'],
    ['欧阳建**', 'VALIDATION_FAILED'],
    ['', 'VALIDATION_FAILED'],
  ])('%j', (name, code) => expect(codeOf(() => checkedMask(name))).toBe(code));
});

test('2.5.1 [D]: two different persons visit, ten at most, and none of the household', () => {
  const [one, two, home] = [newId(), newId(), newId()];
  expect(codeOf(() => checkVisitors([one, two], 2, [home, null]))).toBeNull();
  expect(codeOf(() => checkVisitors([one], 2, [home]))).toBe('VALIDATION_FAILED');
  expect(codeOf(() => checkVisitors([one, one.toUpperCase()], 2, [home]))).toBe('VALIDATION_FAILED');
  expect(codeOf(() => checkVisitors([one, home], 2, [home]))).toBe('CONFLICT_OF_INTEREST');
  const many = (count: number) => Array.from({ length: count }, () => newId());
  expect(codeOf(() => checkVisitors(many(10), 2, [home]))).toBeNull();
  expect(codeOf(() => checkVisitors(many(11), 2, [home]))).toBe('BAD_USER_INPUT');
});

test('2.5.2: an active file is due for review from its day on', () => {
  const file = { status: 'ACTIVE', reviewDueOn: '2014-09-10' } as const;
  expect(fileStatusOn(file, '2014-09-09')).toBe('ACTIVE');
  expect(fileStatusOn(file, '2014-09-10')).toBe('REVIEW_DUE');
  expect(fileStatusOn({ status: 'EXITED', reviewDueOn: null }, '2020-01-01')).toBe('EXITED');
});
