import { isNonPublic, sizeClass } from './rules.ts';

describe('employer rules', () => {
  test.each([
    ['STATE', false],
    ['COLLECTIVE', false],
    ['PUBLIC_INSTITUTION', false],
    ['PRIVATE', true],
    ['FOREIGN', true],
    ['HMT', true],
    ['MIXED', true],
    ['INDIVIDUAL', true],
  ] as const)('2.0.4: %s counts as non-public: %s', (ownership, nonPublic) => {
    expect(isNonPublic(ownership)).toBe(nonPublic);
  });

  test.each([
    [0, 'MICRO'],
    [19, 'MICRO'],
    [20, 'SMALL'],
    [299, 'SMALL'],
    [300, 'MEDIUM'],
    [999, 'MEDIUM'],
    [1000, 'LARGE'],
  ])('中小企业划型标准规定 2011: %s people make a %s one', (headcount, size) => {
    expect(sizeClass(headcount, 'PRIVATE')).toBe(size);
  });

  test('an individual business has fewer than 8 people (1987)', () => {
    expect([sizeClass(7, 'INDIVIDUAL'), sizeClass(8, 'INDIVIDUAL')]).toEqual(['INDIVIDUAL', 'MICRO']);
  });
});
