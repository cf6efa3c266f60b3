import { eventuallyHolds } from '@union-graph/testing';
import pg from 'pg';
import { openPool } from '../src/database/pool.ts';
import { createDataSource } from '../src/index.ts';

const connectionString = process.env.TEST_POSTGRES_URL;
let errors: string[];
let pool: pg.Pool;
beforeEach(() => {
  errors = [];
  pool = openPool({ connectionString, max: 1 }, ({ message }) => errors.push(message));
});
afterEach(() => pool.end());

const pidOf = async (client: Pick<pg.Pool, 'query'>) =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid as number;
const end = async (pid: number) => {
  const admin = new pg.Client({ connectionString });
  await admin.connect();
  await admin.query('select pg_terminate_backend($1)', [pid]);
  await admin.end();
};

test.each(['between two statements', 'during a statement'])(
  'a connection of a transaction that dies %s is told, and another one comes',
  async (when) => {
    const client = await pool.connect();
    await client.query('begin');
    const pid = await pidOf(client);
    const work =
      when === 'during a statement'
        ? client.query('select pg_sleep(600)')
        : eventuallyHolds(() => expect(errors).not.toEqual([]));
    const outcome = work.then(
      () => 'done',
      ({ message }: Error) => message,
    );
    await end(pid);
    expect(await outcome).toMatch(when === 'during a statement' ? /terminat/ : /done/);
    await eventuallyHolds(() => expect(errors[0]).toMatch(/terminat/));
    client.release(true);
    expect(await pidOf(pool)).not.toBe(pid);
  },
);

test('an idle connection that dies is told, and another one comes', async () => {
  const pid = await pidOf(pool);
  await end(pid);
  await eventuallyHolds(() => expect(errors[0]).toMatch(/terminat/));
  expect(await pidOf(pool)).not.toBe(pid);
});

test('a connection that dies in the moment in which it was got ends no process', async () => {
  const source = await createDataSource({ url: connectionString as string, entities: [], poolSize: 1 }).initialize();
  const { master } = source.driver as unknown as { master: pg.Pool };
  const connect = master.connect.bind(master) as (done: (error: Error | undefined, client: pg.PoolClient) => void) => void;
  let died = 0;
  // The greeting of the database and the end of the connection come in one piece.
  Object.assign(master, {
    connect: (done: (error: Error | undefined, client: pg.PoolClient, release: unknown) => void) =>
      connect((...got) => {
        done(...(got as unknown as Parameters<typeof done>));
        got[1].emit('error', new Error('terminating connection'));
        died += 1;
      }),
  });
  await source.query('select 1');
  expect(died).toBe(1);
  await source.destroy();
});
