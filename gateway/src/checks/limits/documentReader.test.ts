import { createEventLoopYield } from '../../request/eventLoopYield.ts';
import { createPlanningQueue, type Permit, PLANNING_LIMITS, type PlanningLimits } from '../../request/planningQueue.ts';
import { createDocumentReader } from './documentReader.ts';
import { DEFAULT_LIMITS } from './limits.ts';

/** A reader; the permits of what was read are given back with `release`. */
function readerWith({
  eventLoopYield = createEventLoopYield(),
  limits = {},
}: {
  eventLoopYield?: ReturnType<typeof createEventLoopYield>;
  limits?: Partial<PlanningLimits>;
} = {}) {
  const planning = createPlanningQueue({ ...PLANNING_LIMITS, ...limits });
  const reader = createDocumentReader({ limits: DEFAULT_LIMITS, eventLoopYield, planning });
  const permits: Permit[] = [];
  const read = async (text: string) => {
    const { permit, ...read } = await reader(text, {
      requester: { key: 'one', isAnonymous: true },
      bytes: 0,
      isGone: () => false,
      explanation: null,
    });
    if (permit) permits.push(permit);
    return { ...read, isNew: permit !== null };
  };
  const release = () => {
    for (const permit of permits.splice(0)) permit.release();
  };
  return { read, planning, release };
}

test('a new text is parsed in an event loop iteration of its own, a known text is returned at once', async () => {
  let steps = 0;
  const eventLoopYield = createEventLoopYield();
  const next = (): Promise<void> => {
    steps += 1;
    return eventLoopYield.next();
  };
  const { read, release } = readerWith({ eventLoopYield: { ...eventLoopYield, next } });
  const first = await read('{ a }');
  release();
  const again = await read('{ a }');
  expect([first.isNew, again.isNew, steps]).toEqual([true, false, 1]);
  expect(again.document).toBe(first.document);
  await read('{ b }');
  expect(steps).toBe(2);
});

test('a text that is no document is read once as well', async () => {
  const { read, release } = readerWith();
  expect(await read('{ a')).toMatchObject({ document: null, refusal: null, isNew: true });
  release();
  expect(await read('{ a')).toMatchObject({ document: null, refusal: null, isNew: false });
});

test('a text over a limit keeps no permit, and is not remembered', async () => {
  const { read, planning } = readerWith();
  for (let count = 0; count < 3; count++) {
    const { refusal, isNew } = await read(`{ ${'a '.repeat(6_000)} }`);
    expect([refusal?.message, isNew]).toEqual([expect.stringContaining('tokens'), false]);
  }
  expect(planning.waiting()).toBe(0);
});

test('when too many new texts wait, another one is told when to come again, and a known one is answered', async () => {
  const { read, planning, release } = readerWith({ limits: { waitingOfOne: 2, anonymousShare: 1 } });
  await read('{ known }');
  const waiting = [read('{ a }'), read('{ b }')];
  expect(planning.waiting()).toBe(2);
  await expect(read('{ c }')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } });
  expect((await read('{ known }')).isNew).toBe(false);
  expect(planning.waiting()).toBe(2);
  release();
  await waiting[0];
  release();
  expect((await waiting[1])?.isNew).toBe(true);
});
