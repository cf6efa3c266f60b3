import { eventually, eventuallyHolds } from './eventually.ts';

test('gives what the condition gives in the end; 0 and an empty text are something', async () => {
  let asked = 0;
  expect(await eventually(() => ++asked === 3 && { asked })).toEqual({ asked: 3 });
  expect([await eventually(() => 0), await eventually(async () => '')]).toEqual([0, '']);
});

test('in vain: says the condition and what it last gave', async () => {
  const stock = { ready: false };
  const waiting = eventually(() => stock.ready, 0.1);
  await expect(waiting).rejects.toThrow(/Waited 0.1 s in vain for: .*stock\.ready[\s\S]*Last it gave: false/);
});

test('an error of the condition ends the waiting at once', async () => {
  await expect(
    eventually(() => {
      throw new Error('Refused: a fault');
    }),
  ).rejects.toThrow('Refused: a fault');
});

test('expectations are tried until they hold, and the last one that does not is told', async () => {
  let asked = 0;
  await eventuallyHolds(() => expect(++asked).toBe(3));
  await expect(eventuallyHolds(() => expect(1).toBe(2), 0.1)).rejects.toThrow(/Waited 0.1 s in vain[\s\S]*Expected/);
});
