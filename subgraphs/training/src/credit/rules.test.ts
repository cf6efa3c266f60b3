import { creditStatusOn, fitting } from './rules.ts';

test.each([
  ['AVAILABLE', '2013-10-19', 'AVAILABLE'],
  ['AVAILABLE', '2013-10-18', 'EXPIRED'],
  ['RESERVED', '2013-10-18', 'RESERVED'],
  ['SPENT', '2013-10-18', 'SPENT'],
  ['VOIDED', '2013-10-18', 'VOIDED'],
] as const)('%s until %s is %s on 2013-10-19', (status, expiresAt, then) =>
  expect(creditStatusOn({ status, expiresAt }, '2013-10-19')).toBe(then),
);

test.each([
  [[10, 20, 30], 60, [10, 20, 30]],
  [[10, 20, 30], 45, [10, 20]],
  [[40, 30, 5], 36, [30, 5]],
  [[40], 39, []],
  [[40], 0, []],
])('of entries of %j, %s credits needed, %j fit', (credits, needed, fit) =>
  expect(
    fitting(
      credits.map((each, at) => ({ id: String(at), credits: each })),
      needed,
    ).map((entry) => entry.credits),
  ).toEqual(fit),
);
