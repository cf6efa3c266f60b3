import { assertTransition } from '@union-graph/subgraph';
import fc from 'fast-check';
import { districtOfPath, inPostOn, ruleFor, SUBSIDY_TRANSITIONS, type SubsidyStatus } from './rules.ts';
import type { SubsidyRule } from './SubsidyRule.ts';

const STATES = Object.keys(SUBSIDY_TRANSITIONS) as SubsidyStatus[];

describe('a subsidy application’s life (domain rule 2.3.2)', () => {
  const allowed = [
    'SUBMITTED VERIFIED',
    'VERIFIED APPROVED',
    'APPROVED PAYMENT_REQUESTED',
    'PAYMENT_REQUESTED PAID',
    'SUBMITTED REJECTED',
    'VERIFIED REJECTED',
    'PAYMENT_REQUESTED PAYMENT_FAILED',
    'PAYMENT_FAILED PAYMENT_REQUESTED',
    'PAYMENT_FAILED PAID',
    'PAYMENT_REQUESTED PAYMENT_VOIDED',
    'PAYMENT_FAILED PAYMENT_VOIDED',
    'PAYMENT_REQUESTED WITHDRAWN',
    'PAYMENT_FAILED WITHDRAWN',
    'PAYMENT_VOIDED WITHDRAWN',
    'RETURNED WITHDRAWN',
    'WITHDRAWN PAID',
    'PAYMENT_VOIDED PAID',
    'PAYMENT_VOIDED PAYMENT_FAILED',
    'PAID RETURNED',
    'RETURNED PAID',
    'RETURNED PAYMENT_FAILED',
    'RETURNED PAYMENT_VOIDED',
  ];
  test.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    const attempt = () => assertTransition(SUBSIDY_TRANSITIONS, 'application', from, to);
    if (allowed.includes(`${from} ${to}`)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });
});

const rule = (code: string, level: number, issuedFrom: string, issuedTo: string | null): SubsidyRule => ({
  code,
  level,
  amountFen: 1n,
  issuedFrom,
  issuedTo,
});
const RULES = [
  rule('old', 2, '2012-01-01', '2013-09-30'),
  rule('new', 2, '2013-10-01', null),
  rule('senior', 1, '2013-10-01', null),
];

test.each([
  [2, '2011-12-31', undefined],
  [2, '2012-01-01', 'old'],
  [2, '2013-09-30', 'old'],
  [2, '2013-10-01', 'new'],
  [2, '2030-01-01', 'new'],
  [1, '2013-09-30', undefined],
  [1, '2013-10-01', 'senior'],
  [3, '2013-10-12', undefined],
  [null, '2013-10-12', undefined],
])('level %s issued on %s goes by the rule %s (SKL-INV-3)', (level, issuedAt, code) =>
  expect(ruleFor(RULES, level, issuedAt)?.code).toBe(code),
);

test.each([
  ['2013-10-12', null, true],
  ['2013-10-13', null, false],
  ['2010-01-01', '2013-10-11', false],
  ['2010-01-01', '2013-10-12', true],
  ['2013-10-12', '2013-10-12', true],
])('employed from %s to %s, in post on 2013-10-12: %s (SKL-INV-3)', (from, to, is) =>
  expect(inPostOn('2013-10-12', from, to)).toBe(is),
);

test('any employment holds on its own first and last day, and not on the days around (SKL-INV-3)', () => {
  const day = fc.integer({ min: 1, max: 26 }).map((date) => `2013-10-${String(date + 1).padStart(2, '0')}`);
  const neighbour = (text: string, by: number) => `2013-10-${String(Number(text.slice(8)) + by).padStart(2, '0')}`;
  fc.assert(
    fc.property(day, day, (one, other) => {
      const [from, to] = one <= other ? [one, other] : [other, one];
      expect([
        inPostOn(from, from, to),
        inPostOn(to, from, to),
        inPostOn(neighbour(from, -1), from, to),
        inPostOn(neighbour(to, 1), from, to),
      ]).toEqual([true, true, false, false]);
    }),
  );
});

test.each([
  ['/city/', null],
  ['/city/110106/', '110106'],
  ['/city/110228/0141cc4b-7800-7000-8000-000000000001/', '110228'],
  ['/city/0141cc4b-7800-7000-8000-000000000001/', null],
  ['/city/990106/', null],
])('the path %s lies in the district %s', (path, code) => expect(districtOfPath(path)).toBe(code));
