import { countTests } from './testCount.ts';

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
