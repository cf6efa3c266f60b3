import fastify from 'fastify';
import { createLimitGuard } from './limitGuard.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createTurns, type Turns } from './turns.ts';

function appWith(turns: Turns) {
  const app = fastify();
  app.decorateReply('refusalCode', undefined);
  app.post('/graphql', { preHandler: createLimitGuard(DEFAULT_LIMITS, turns) }, async () => ({ data: null }));
  return async (query: string) => app.inject({ method: 'POST', url: '/graphql', payload: { query } });
}

test('a new text is read in its turn, a known one at once', async () => {
  let taken = 0;
  const turns = createTurns();
  const take = (): Promise<void> => {
    taken += 1;
    return turns.take();
  };
  const ask = appWith({ ...turns, take });
  for (const query of ['{ a }', '{ a }', '{ b }']) expect((await ask(query)).statusCode).toBe(200);
  expect(taken).toBe(2);
});

test('when too many new texts wait, another one is refused and a known one is not', async () => {
  let waiting = 0;
  const ask = appWith({ take: async () => undefined, waiting: () => waiting });
  await ask('{ a }');
  waiting = 1_000;
  const refused = await ask('{ b }');
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  expect((await ask('{ a }')).statusCode).toBe(200);
});
