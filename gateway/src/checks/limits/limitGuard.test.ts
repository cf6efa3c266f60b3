import { ANONYMOUS } from '@union-graph/identity';
import fastify from 'fastify';
import { createPlanningQueue, PLANNING_LIMITS, type PlanningLimits } from '../../request/planningQueue.ts';
import { createTurns, type Turns } from '../../request/turns.ts';
import { createLimitGuard } from './limitGuard.ts';
import { DEFAULT_LIMITS } from './limits.ts';

function appWith({ turns = createTurns(), limits = {} }: { turns?: Turns; limits?: Partial<PlanningLimits> } = {}) {
  const app = fastify();
  app.decorateReply('refusalCode', undefined);
  const planning = createPlanningQueue({ ...PLANNING_LIMITS, ...limits });
  const guard = createLimitGuard({ limits: DEFAULT_LIMITS, turns, planning, viewerOf: () => ANONYMOUS });
  let held = () => Promise.resolve();
  let answering = 0;
  app.post('/graphql', { preHandler: guard.preHandler }, async () => {
    answering += 1;
    await held();
    answering -= 1;
    return { data: null };
  });
  const ask = async (query: string, operationName?: string) =>
    app.inject({ method: 'POST', url: '/graphql', payload: { query, operationName } });
  return {
    ask,
    planning,
    answering: () => answering,
    hold: (until: Promise<void>) => {
      held = () => until;
    },
  };
}

test('a new text is read in its turn, a known one at once', async () => {
  let taken = 0;
  const turns = createTurns();
  const take = (): Promise<void> => {
    taken += 1;
    return turns.take();
  };
  const { ask } = appWith({ turns: { ...turns, take } });
  for (const query of ['{ a }', '{ a }', '{ b }']) expect((await ask(query)).statusCode).toBe(200);
  expect(taken).toBe(2);
});

test('when too many new texts wait, another one is told when to come again, and a known one is answered', async () => {
  const { ask, planning, answering, hold } = appWith({ limits: { waitingOfOne: 2 } });
  await ask('{ known }');
  let release = (): void => undefined;
  hold(
    new Promise((resolve) => {
      release = resolve;
    }),
  );
  // The pause after the known one may keep the first waiting; only what waits behind it is counted below.
  const first = ask('{ a }');
  while (answering() < 1) await new Promise(setImmediate);
  const waiting = [ask('{ b }'), ask('{ c }')];
  while (planning.waiting() < 2) await new Promise(setImmediate);
  const refused = await ask('{ d }');
  expect(refused.statusCode).toBe(429);
  const { code, retryAfterMs } = refused.json().errors[0].extensions;
  expect([code, retryAfterMs > 0]).toEqual(['RATE_LIMITED', true]);
  expect(refused.headers['retry-after']).toBe(String(Math.ceil(retryAfterMs / 1000)));
  hold(Promise.resolve());
  expect((await ask('{ known }')).statusCode).toBe(200);
  expect(planning.waiting()).toBe(2);
  release();
  for (const answer of await Promise.all([first, ...waiting])) expect(answer.statusCode).toBe(200);
});

test('a name of the request itself is bounded, also beside a known text', async () => {
  const { ask } = appWith();
  await ask('{ a }');
  const refused = await ask('{ a }', 'x'.repeat(200_000));
  expect(refused.statusCode).toBe(400);
  expect(refused.body.length).toBeLessThan(400);
});
