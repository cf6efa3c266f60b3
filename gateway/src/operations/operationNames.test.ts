import { createOperationNames, OTHER } from './operationNames.ts';

const answered = (label: ReturnType<typeof createOperationNames>, name: string, times: number) => {
  let last = OTHER;
  for (let time = 0; time < times; time++) last = label(name, true);
  return last;
};

test('a name in use gets a label of its own, and keeps it when it fails', () => {
  const label = createOperationNames();
  expect(answered(label, 'Card', 9)).toBe(OTHER);
  expect(label('Card', true)).toBe('Card');
  expect(label('Card', false)).toBe('Card');
});

test('operations without a name, and names that are only refused, share one', () => {
  const label = createOperationNames();
  for (let time = 0; time < 20; time++) {
    expect(label('Guess', false)).toBe(OTHER);
    expect(label(undefined, true)).toBe(OTHER);
    expect(label('', true)).toBe(OTHER);
  }
});

test('there are never more labels than a hundred and one, whatever clients invent', () => {
  const label = createOperationNames();
  for (let at = 0; at < 5_000; at++) label(`Once${at}`, true);
  const labels = new Set(Array.from({ length: 300 }, (_, at) => answered(label, `Often${at}`, 20)));
  expect(labels.size).toBe(101);
  expect(labels.has(OTHER)).toBe(true);
});
