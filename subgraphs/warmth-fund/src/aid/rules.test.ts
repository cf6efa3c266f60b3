import { codeOf } from '../../test/codeOf.ts';
import type { HardshipCause } from '../schema.gen.ts';
import { checkCap, checkTakes, cycleStatusOn, reasonsAgainst } from './rules.ts';

describe('S-36: who is eligible, each reason in a sentence', () => {
  const rule = {
    nameZh: '医疗救助',
    needsActiveFile: false,
    maxPerCapitaBp: null as number | null,
    causes: [] as HardshipCause[],
    validFrom: '2013-01-01',
    validTo: null as string | null,
  };
  const file = { status: 'ACTIVE' as const, perCapitaMonthlyFen: 43_000n, causes: ['ILLNESS'] as HardshipCause[] };
  const judge = (over: Partial<typeof rule>, of: typeof file | null | { status: 'REVIEW_DUE' } = file, today = '2013-10-19') =>
    reasonsAgainst({ ...rule, ...over }, { file: of === null ? null : { ...file, ...of }, lineFen: 58_000n }, today);

  test.each([
    ['no condition, no file', judge({}, null), 0],
    ['a file is needed and there is none', judge({ needsActiveFile: true }, null), 1],
    ['a file is needed and its review is due', judge({ needsActiveFile: true }, { status: 'REVIEW_DUE' }), 1],
    ['a file is needed and active', judge({ needsActiveFile: true }), 0],
    ['43,000 of at most 43,500 fen', judge({ maxPerCapitaBp: 7_500 }), 0],
    ['43,000 of at most 42,920 fen', judge({ maxPerCapitaBp: 7_400 }), 1],
    ['an income is asked for and no file tells it', judge({ maxPerCapitaBp: 9_000 }, null), 1],
    ['one of the causes', judge({ causes: ['SCHOOLING', 'ILLNESS'] }), 0],
    ['none of the causes', judge({ causes: ['SCHOOLING'] }), 1],
    ['none of the causes and too much', judge({ causes: ['SCHOOLING'], maxPerCapitaBp: 100 }), 2],
    ['before its first day', judge({}, file, '2012-12-31'), 1],
    ['after its last day', judge({ validTo: '2013-10-18' }), 1],
  ])('%s', (_, reasons, count) => {
    expect(reasons).toHaveLength(count);
    for (const reason of reasons) expect(reason).toMatch(/^The .+\.$/);
  });
});

test.each([
  ['OPEN', '2013-10-31', '2013-10-31', 'OPEN'],
  ['OPEN', '2013-10-31', '2013-11-01', 'FROZEN'],
  ['PAYING', '2013-10-31', '2013-11-01', 'PAYING'],
] as const)('2.5.2: a cycle that is %s until %s is on %s %s', (status, to, today, expected) =>
  expect(cycleStatusOn({ status, to }, today, true)).toBe(expected),
);

test.each([
  ['OPEN', '2013-10-01', null],
  ['OPEN', '2013-10-31', null],
  ['OPEN', '2013-09-30', 'INVALID_TRANSITION'],
  ['OPEN', '2013-11-01', 'DEADLINE_PASSED'],
  ['FROZEN', '2013-10-15', 'INVALID_TRANSITION'],
  ['CLOSED', '2013-10-15', 'INVALID_TRANSITION'],
] as const)('2.5.2: a cycle that is %s takes on %s: %s', (status, today, code) =>
  expect(codeOf(() => checkTakes({ status, from: '2013-10-01', to: '2013-10-31' }, today))).toBe(code),
);

test('S-36: the cap is the scheme’s', () => {
  expect(codeOf(() => checkCap(500_000n, { capFen: 500_000n }, 'x'))).toBeNull();
  expect(codeOf(() => checkCap(500_001n, { capFen: 500_000n }, 'x'))).toBe('VALIDATION_FAILED');
});
