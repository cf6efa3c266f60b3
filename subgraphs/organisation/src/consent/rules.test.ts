import { faultOfScope } from './rules.ts';

test.each([
  [['card'], true],
  [['card', 'mutual-aid.claims'], true],
  [[], false],
  [['卡'], false],
  [['card '], false],
  [Array.from({ length: 21 }, (_, at) => `s${at}`), false],
])('a consent may cover %j: %s', (scope, fine) => {
  expect(faultOfScope(scope) === null).toBe(fine);
});
