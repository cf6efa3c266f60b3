import { CONTACT_TRANSITIONS, contactCount, contactPath, standing } from './rules.ts';

describe('contacts with social organisations', () => {
  test('2.1.3: CANDIDATE→CONTACTED→LINKED⇄SUSPENDED→ENDED and nothing else', () => {
    expect(Object.entries(CONTACT_TRANSITIONS).flatMap(([from, next]) => next.map((to) => `${from}→${to}`))).toEqual([
      'CANDIDATE→CONTACTED',
      'CONTACTED→LINKED',
      'LINKED→SUSPENDED',
      'SUSPENDED→LINKED',
      'SUSPENDED→ENDED',
    ]);
  });

  test.each([
    [null, 0, 100, 100],
    [null, 99, 100, 1],
    [null, 101, 100, 0],
    ['110105', 4, 5, 1],
    ['110105', 6, 5, 0],
  ])('S-21: %s with %s active wants %s and lacks %s', (code, active, wanted, shortfall) => {
    expect(contactCount(code, active, ({ first }) => first)).toEqual({ active, wanted, shortfall });
  });

  test('the status of an organisation is that of its closest contact', () => {
    expect(standing([])).toBe('CANDIDATE');
    expect(standing(['ENDED', 'CANDIDATE'])).toBe('CANDIDATE');
    expect(standing(['CONTACTED', 'SUSPENDED', 'ENDED'])).toBe('SUSPENDED');
    expect(standing(['CANDIDATE', 'LINKED'])).toBe('LINKED');
    expect([contactPath(null), contactPath('110105')]).toEqual(['/city/', '/city/110105/']);
  });
});
