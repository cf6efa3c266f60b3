import { countTests, printFailures, printPackages, printSlowest, slowestFiles } from './testResults.ts';

test('adds up the summaries of all packages, through turbo prefixes and colours', () => {
  const output = [
    '@union-graph/venues:test: Test Suites: 3 passed, 3 total',
    '@union-graph/venues:test: \u001b[1mTests:       \u001b[22m\u001b[1m\u001b[32m12 passed\u001b[39m\u001b[22m, 12 total',
    '@union-graph/infra:test: Test Suites: 1 failed, 2 passed, 3 total',
    '@union-graph/infra:test: Tests:       2 failed, 30 passed, 32 total',
  ].join('\n');
  expect(countTests(output)).toEqual({ passed: 42, failed: 2 });
});

test('counts a file that broke before its first test', () => {
  expect(countTests('Test Suites: 1 failed, 1 total\nTests:       0 total\n')).toEqual({ passed: 0, failed: 1 });
});

const TIMES = [
  '@union-graph/venues:test: \u001b[0m\u001b[7m\u001b[32m PASS \u001b[39m\u001b[27m\u001b[0m src/quick.test.ts',
  '@union-graph/venues:test: \u001b[7m PASS \u001b[27m src/booking/life.test.ts (15.854 s)',
  '@union-graph/venues:test: \u001b[31mFAIL\u001b[39m src/booking/holdSlot.test.ts (\u001b[41m120.1 s\u001b[49m)',
  '@union-graph/gateway:test:   a test that says PASS src/no.test.ts (900 s)',
  'PASS src/alone.test.ts (2 s)',
].join('\n');

test('names the slowest files with their package and seconds, through turbo prefixes and colours', () => {
  expect(slowestFiles(TIMES, 2)).toEqual([
    { file: '@union-graph/venues src/booking/holdSlot.test.ts', seconds: 120.1 },
    { file: '@union-graph/venues src/booking/life.test.ts', seconds: 15.854 },
  ]);
  expect(printSlowest(TIMES, 10)).toBe(`
The slowest files:
  120.1 s  @union-graph/venues src/booking/holdSlot.test.ts
   15.9 s  @union-graph/venues src/booking/life.test.ts
    2.0 s  src/alone.test.ts
`);
});

test('has no table when no file is slow', () => {
  expect(printSlowest('PASS src/quick.test.ts', 10)).toBe('');
});

test('adds up the seconds of each package, whose jest may run several times, and has no table for one package', () => {
  const venues = '@union-graph/venues:test: \u001b[1mTime:\u001b[22m        86.905 s, estimated 120 s';
  const journeys = ['@union-graph/journeys:test: Time:        80.5 s', '@union-graph/journeys:test: Time:        9 s'];
  expect(printPackages([venues, ...journeys, 'Time: 3 s'].join('\n'))).toBe(`
The packages, of which two run at a time beside the journeys:
   89.5 s  @union-graph/journeys
   86.9 s  @union-graph/venues
`);
  expect(printPackages(venues)).toBe('');
});

const FAILED = `
@union-graph/venues:test:   ● Console
@union-graph/venues:test:
@union-graph/venues:test:     console.log
@union-graph/venues:test: \u001b[1mFAIL\u001b[22m src/booking/holdSlot.test.ts
@union-graph/venues:test:   ● holds › a slot once
@union-graph/venues:test:
@union-graph/venues:test:     expect(received).toBe(expected)
@union-graph/venues:test:
@union-graph/venues:test: PASS src/other.test.ts
@union-graph/venues:test:   ● holds › a slot once
@union-graph/venues:test:     expect(received).toBe(expected)
@union-graph/venues:test: Test Suites: 1 failed, 2 total
`;

test('tells each failed test once, with what jest said of it and without what others printed', () => {
  expect(printFailures(FAILED)).toBe(`
The failed tests:
● @union-graph/venues holds › a slot once

    expect(received).toBe(expected)
`);
  expect(printFailures('PASS src/a.test.ts')).toBe('');
});

test('shows twenty failed tests and counts the others', () => {
  const many = Array.from({ length: 23 }, (_, at) => `  ● test ${at}\n    broken`).join('\n');
  const told = printFailures(many);
  expect(told.match(/^● /gm)).toHaveLength(20);
  expect(told.endsWith('and 3 more\n')).toBe(true);
});
