import { groupsOf } from './consent.ts';

test.each([
  [1, [1]],
  [2, [10]],
  [10, [10]],
  [11, [100]],
  [100, [100]],
  [101, [100, 1]],
  [350, [100, 100, 100, 100]],
])('%s persons are asked about in groups of %s', (count, sizes) => {
  const persons = Array.from({ length: count }, (_, at) => `p${at}`);
  const groups = groupsOf(persons);
  expect(groups.map(({ length }) => length)).toEqual(sizes);
  expect(new Set(groups.flat())).toEqual(new Set(persons));
});
