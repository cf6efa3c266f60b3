import { heapInUse } from '../../test/heap.ts';
import { createOperationNames, OTHER } from './operationNames.ts';

const answered = (label: ReturnType<typeof createOperationNames>, name: string, times: number) => {
  let last = OTHER;
  for (let time = 0; time < times; time++) last = label(name, true, 'person');
  return last;
};

test('a name in use gets a label of its own, and keeps it when it fails', () => {
  const label = createOperationNames();
  expect(answered(label, 'Card', 9)).toBe(OTHER);
  expect(label('Card', true, 'person')).toBe('Card');
  expect(label('Card', false, 'person')).toBe('Card');
});

test('operations without a name, and names that are only refused, share one', () => {
  const label = createOperationNames();
  for (let time = 0; time < 20; time++) {
    expect(label('Guess', false, 'person')).toBe(OTHER);
    expect(label(undefined, true, 'person')).toBe(OTHER);
    expect(label('', true, 'person')).toBe(OTHER);
  }
});

test('there are never more labels than fifty of one kind of viewer, whatever clients invent', () => {
  const label = createOperationNames();
  for (let at = 0; at < 5_000; at++) label(`Once${at}`, true, 'person');
  const labels = new Set(Array.from({ length: 300 }, (_, at) => answered(label, `Often${at}`, 20)));
  expect(labels.size).toBe(51);
  expect(labels.has(OTHER)).toBe(true);
});

test('those who do not sign in cannot use up the labels of those who do', () => {
  const label = createOperationNames();
  const often = (name: string, kind: 'anonymous' | 'person') => {
    let last = OTHER;
    for (let time = 0; time < 10; time++) last = label(name, true, kind);
    return last;
  };
  const invented = Array.from({ length: 200 }, (_, at) => often(`Invented${at}`, 'anonymous'));
  expect(new Set(invented).size).toBe(26);
  expect(often('Card', 'person')).toBe('Card');
});

test('a name keeps nothing of the document that it was read from', () => {
  const label = createOperationNames();
  const before = heapInUse();
  for (let at = 0; at < 1_000; at++) {
    // A part of a long text, as the parser gives it.
    const document = `query Operation${String(at).padStart(8, '0')} { a } # ${'x'.repeat(100_000)}${at}`;
    label(document.slice(6, 23), true, 'person');
  }
  expect(heapInUse() - before).toBeLessThan(50_000_000);
});
