import { eventually, key, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Context, defineSubgraph, newId } from '../src/index.ts';
import { matterBoard } from './fixture/matterBoard.ts';

/** Whether a transaction of this database waits for a row that another one has changed. */
const WAITS_FOR_ROW = `select from pg_locks l join pg_stat_activity a using (pid)
  where a.datname = current_database() and l.locktype = 'transactionid' and not l.granted`;

/** Longer than the `deadlock_timeout` of PostgreSQL (a second), after which a transaction that waits looks for a circle once. */
const PAST_FIRST_LOOK_MS = 1_300;

interface Act {
  readonly rowId: string;
  readonly path: string;
  readonly pauseMs: number;
  attempts: number;
}

describe('an act and a move of a union that wait for each other (ORG-INV-4)', () => {
  let subgraph: TestSubgraph;
  let act: Act;
  const newMatter = 'insert into matter (id, scope_path) values ($1, $2)';
  const withActs = defineSubgraph({
    ...matterBoard,
    resolvers: {
      Mutation: {
        // Changes a row below the union, and then writes another one with its path: the move holds the lock of paths, and waits for the row.
        writeNote: (_: unknown, { input }: { input: { idempotencyKey: string } }, ctx: Context) =>
          ctx.mutate(input, async ({ db }) => {
            act.attempts += 1;
            await db.query("update matter set due_on = '2013-10-19' where id = $1", [act.rowId]);
            if (act.attempts === 1) {
              await eventually(async () => (await subgraph.sql(WAITS_FOR_ROW)).length > 0);
              await new Promise((resolve) => setTimeout(resolve, act.pauseMs));
            }
            await db.query(newMatter, [newId(), act.path]);
            return { note: { id: newId() } };
          }),
      },
    },
  });
  beforeAll(async () => {
    subgraph = await testSubgraph(withActs);
  });
  afterAll(() => subgraph.stop());

  test.each([
    ['the act is broken off, and tried again', PAST_FIRST_LOOK_MS, 2],
    ['the move is broken off, and tried again', 0, 1],
  ])('%s: both are done', async (_, pauseMs, attempts) => {
    const union = newId();
    const [fromPath, toPath] = [`/city/110105/${union}/`, `/city/110106/${union}/`];
    act = { rowId: newId(), path: fromPath, pauseMs, attempts: 0 };
    await subgraph.sql(newMatter, [act.rowId, fromPath]);
    const input = { idempotencyKey: key(), text: union, amountFen: '1' };
    const write = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { note { id } } }';
    const acted = subgraph.ask(staff(newId(), 'JOINT_UNION_OFFICER'), write, { input });
    await eventually(async () => act.attempts > 0);
    const data = { fromPath, toPath, parentId: newId() };
    const moved = subgraph.send({ type: 'organisation.union.moved', subject: union, aggregateversion: 2, data });
    expect([(await acted).errors, await moved]).toEqual([undefined, 204]);
    expect(act.attempts).toBe(attempts);
    const places = 'select scope_path as path, due_on is not null as due from matter where scope_path like $1 order by due';
    expect(await subgraph.sql(places, [`%${union}%`])).toEqual([
      { path: toPath, due: false },
      { path: toPath, due: true },
    ]);
    expect(await deadlocks()).toBeGreaterThan(0);
  });

  const deadlocks = async () =>
    (
      await subgraph.sql<{ count: number }>(
        'select deadlocks::int as count from pg_stat_database where datname = current_database()',
      )
    )[0]?.count;
});
