import { createTurns } from './turns.ts';

const round = () => new Promise((resolve) => setImmediate(resolve));

test('one piece a turn, in the order asked; others are served in between', async () => {
  const turns = createTurns();
  const done: number[] = [];
  for (const piece of [1, 2, 3]) void turns.take().then(() => done.push(piece));
  expect(turns.waiting()).toBe(3);
  const seen: number[] = [];
  while (done.length < 3) {
    seen.push(done.length);
    await round();
  }
  expect(done).toEqual([1, 2, 3]);
  expect(seen).toEqual([0, 1, 2]);
  expect(turns.waiting()).toBe(0);
});

test('pieces that come later have their turns too', async () => {
  const turns = createTurns();
  await turns.take();
  await Promise.all([turns.take(), turns.take()]);
  expect(turns.waiting()).toBe(0);
});
