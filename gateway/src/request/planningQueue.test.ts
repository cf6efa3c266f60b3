import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { createPlanningQueue, type Permit, PLANNING_LIMITS, type Requester, requesterOf } from './planningQueue.ts';

const person = (subject: string): Requester => requesterOf({ ...ANONYMOUS, kind: 'person', subject } as Viewer, '::1');
const nobody = (address = '::1'): Requester => requesterOf(ANONYMOUS, address);
const settled = () => new Promise((resolve) => setImmediate(resolve));

function observed(queue = createPlanningQueue()) {
  const order: string[] = [];
  const permits = new Map<string, Permit>();
  const enter = (name: string, asker: Requester): void => {
    queue.enter(asker).then(
      (permit) => {
        order.push(name);
        permits.set(name, permit);
      },
      () => order.push(`${name} refused`),
    );
  };
  return { queue, order, enter, release: (name: string) => permits.get(name)?.release() };
}

test('anonymous askers hold one place, whatever they ask; people come in beside them', async () => {
  const { order, enter, queue } = observed();
  for (let at = 0; at < 50; at++) enter(`a${at}`, nobody());
  enter('p', person('p'));
  enter('q', person('q'));
  await settled();
  expect(order).toEqual(['a0', 'p', 'q']);
  expect(queue.waiting()).toBe(49);
});

test('those who ask take turns: one who asks much holds up itself', async () => {
  const { order, enter, release } = observed(createPlanningQueue({ ...PLANNING_LIMITS, atOnce: 1 }));
  for (let at = 0; at < 5; at++) enter(`much${at}`, person('much'));
  enter('once', person('once'));
  await settled();
  release('much0');
  await settled();
  release('much1');
  await settled();
  expect(order).toEqual(['much0', 'much1', 'once']);
});

test('anonymous ones from elsewhere take turns with those who flood', async () => {
  const { order, enter, release } = observed(createPlanningQueue({ ...PLANNING_LIMITS, anonymousShare: 1 }));
  for (let at = 0; at < 5; at++) enter(`flood${at}`, nobody('10.0.0.1'));
  enter('other', nobody('10.0.0.2'));
  await settled();
  for (const name of ['flood0', 'flood1']) {
    release(name);
    await settled();
  }
  expect(order).toEqual(['flood0', 'flood1', 'other']);
});

test('after anonymous work the next of its kind pauses as long, and a person does not', async () => {
  let now = 0;
  const { order, enter, release, queue } = observed(createPlanningQueue(PLANNING_LIMITS, () => now));
  enter('a', nobody());
  enter('b', nobody());
  await settled();
  now = 50;
  release('a');
  enter('p', person('p'));
  await settled();
  expect(order).toEqual(['a', 'p']);
  while (queue.waiting() > 0) await settled();
  await settled();
  expect(order).toEqual(['a', 'p', 'b']);
});

test('over the bounds one is told when to come again', async () => {
  const queue = createPlanningQueue({ ...PLANNING_LIMITS, waitingOfOne: 3 });
  // Three of them wait until they are refused, when this test is over.
  for (let at = 0; at < 4; at++) queue.enter(nobody()).catch(() => undefined);
  const refusal = { extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } };
  await expect(queue.enter(nobody())).rejects.toMatchObject(refusal);
  await expect(queue.enter(nobody('10.0.0.2'), 65 * 1024 * 1024)).rejects.toMatchObject(refusal);
  await expect(queue.enter(person('p'))).resolves.toBeDefined();
});

test('who has waited too long is refused, who has gone is passed over, and nobody is held up by them', async () => {
  const queue = createPlanningQueue({ ...PLANNING_LIMITS, atOnce: 1, waitMs: 30 });
  const first = await queue.enter(person('a'));
  // Nobody gives a permit back meanwhile.
  await expect(queue.enter(person('b'))).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  const gone = queue.enter(person('c'), 0, () => true);
  const next = queue.enter(person('d'));
  first.release();
  first.release();
  await expect(gone).rejects.toThrow('gone away');
  await expect(next).resolves.toBeDefined();
  expect(queue.waiting()).toBe(0);
});
