import { eventually, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { presentPath } from '../src/directory/presentViewer.ts';
import { defineSubgraph, followsMovesMigration, newId, type ReadContext } from '../src/index.ts';
import { matterBoard } from './fixture/matterBoard.ts';

const withMatters = defineSubgraph({
  ...matterBoard,
  resolvers: {
    Query: {
      // What the acts and reads of this service know of the viewer.
      slow: (_: unknown, __: unknown, { viewer }: ReadContext) =>
        [viewer.unionPath, ...viewer.grants.map(({ scopePath, districtCode }) => `${scopePath} ${districtCode}`)].join('\n'),
    },
  },
});

interface Move {
  readonly version: number;
  readonly fromPath: string;
  readonly toPath: string;
}

/** Who waits in this database for a lock that a name stands for. */
const WAITING = `select from pg_locks l join pg_database d on d.oid = l.database
  where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`;

const DISTRICTS = ['/city/110101/', '/city/110105/', '/city/110106/'];

/** What happens in the tree: streets move between districts, and joint unions between streets and districts. */
function lives(steps: readonly { readonly which: number; readonly where: number }[]) {
  const streets = [newId(), newId()];
  const joints = [newId(), newId(), newId()];
  const above = new Map<string, string>([...streets, ...joints].map((id, at) => [id, DISTRICTS[at % 3] as string]));
  const pathOf = (id: string): string => {
    const parent = above.get(id) as string;
    return `${parent.startsWith('/') ? parent : pathOf(parent)}${id}/`;
  };
  const versions = new Map<string, number>();
  const moves: Move[] = [];
  const written = joints.map((id) => ({ id: newId(), union: id, path: pathOf(id) }));
  for (const { which, where } of steps) {
    const union = [...streets, ...joints][which % 5] as string;
    const parents = streets.includes(union) ? DISTRICTS : [...DISTRICTS, ...streets];
    const fromPath = pathOf(union);
    above.set(union, parents[where % parents.length] as string);
    const version = (versions.get(union) ?? 1) + 1;
    versions.set(union, version);
    moves.push({ version, fromPath, toPath: pathOf(union) });
    for (const id of joints) written.push({ id: newId(), union: id, path: pathOf(id) });
  }
  return { moves, written, pathOf };
}

describe('unions that move (ORG-INV-4)', () => {
  let subgraph: TestSubgraph;
  let app: pg.Client;
  beforeAll(async () => {
    subgraph = await testSubgraph(withMatters);
    app = new pg.Client({ connectionString: subgraph.database.appUrl });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await subgraph.stop();
  });

  const tell = async ({ version, fromPath, toPath }: Move) => {
    const data = { fromPath, toPath, parentId: newId() };
    const event = {
      type: 'organisation.union.moved',
      subject: toPath.split('/').at(-2) as string,
      aggregateversion: version,
      data,
    };
    expect(await subgraph.send(event)).toBe(204);
  };
  const write = (path: string, id = newId()) => app.query('insert into matter (id, scope_path) values ($1, $2)', [id, path]);
  const placeOf = async (id: string) =>
    (await subgraph.sql('select scope_path as path from matter where id = $1', [id]))[0]?.path;
  const moveOf = () => {
    const [id, above] = [newId(), newId()];
    return { version: 2, fromPath: `/city/110105/${above}/${id}/`, toPath: `/city/110106/${id}/` };
  };

  test('whatever the order in which moves are heard, and rows written with the path of some day, each row ends where its union is', async () => {
    const step = fc.record({ which: fc.nat(4), where: fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat(1000)), async (steps, order) => {
        const { moves, written, pathOf } = lives(steps);
        const told = [...moves, ...moves].map((move) => () => tell(move));
        const rows = written.map(
          ({ path, id }) =>
            () =>
              write(path, id),
        );
        const all = [...told, ...rows].map((run) => ({ run, at: order.next().value as number })).sort((a, b) => a.at - b.at);
        for (const { run } of all) await run();
        const places = await subgraph.sql<{ id: string; path: string }>(
          'select id, scope_path as path from matter where id = any($1)',
          [written.map(({ id }) => id)],
        );
        const found = new Map(places.map(({ id, path }) => [id, path]));
        expect(written.map(({ id }) => found.get(id))).toEqual(written.map(({ union }) => pathOf(union)));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('a row that an act has written with the old path and not yet committed follows', async () => {
    const move = moveOf();
    const below = newId();
    const id = newId();
    await app.query('begin');
    await write(`${move.fromPath}${below}/`, id);
    const told = tell(move);
    await eventually(async () => (await subgraph.sql(WAITING)).length > 0);
    await app.query('commit');
    await told;
    expect(await placeOf(id)).toBe(`${move.toPath}${below}/`);
  });

  test('an act that read the old path before the move writes the present one after it, also into a second column and by a change', async () => {
    const move = moveOf();
    await tell(move);
    const [one, other] = [newId(), newId()];
    await write(move.fromPath, one);
    await app.query('insert into matter (id, other_path) values ($1, $2)', [other, move.fromPath]);
    expect(await placeOf(one)).toBe(move.toPath);
    expect(await subgraph.sql('select scope_path, other_path from matter where id = $1', [other])).toEqual([
      { scope_path: null, other_path: move.toPath },
    ]);
    await app.query('update matter set scope_path = $2 where id = $1', [other, `${move.fromPath}x/`]);
    expect(await placeOf(other)).toBe(`${move.toPath}x/`);
  });

  test('twenty acts and a move at once: no row stays behind', async () => {
    const move = moveOf();
    const ids = Array.from({ length: 20 }, newId);
    const act = async (id: string, at: number) => {
      const client = new pg.Client({ connectionString: subgraph.database.appUrl });
      await client.connect();
      await client.query('begin');
      await client.query('insert into matter (id, scope_path) values ($1, $2)', [id, move.fromPath]);
      await client.query('select pg_sleep($1)', [(at % 5) / 50]);
      await client.query('commit');
      await client.end();
    };
    const acts = ids.map(act);
    await Promise.all([...acts.slice(0, 10), tell(move), ...acts.slice(10)]);
    expect(await subgraph.sql('select distinct scope_path as path from matter where id = any($1)', [ids])).toEqual([
      { path: move.toPath },
    ]);
  });

  test('ten thousand rows are moved by one statement a column', async () => {
    const move = moveOf();
    await subgraph.sql(
      `insert into matter (id, scope_path) select gen_random_uuid(), $1 || n || '/' from generate_series(1, 10000) n`,
      [move.fromPath],
    );
    subgraph.statements();
    await tell(move);
    expect(subgraph.statements().filter((statement) => statement.startsWith('update "matter"'))).toHaveLength(2);
    expect(await subgraph.sql('select count(*)::int as count from matter where scope_path ^@ $1', [move.toPath])).toEqual([
      { count: 10_000 },
    ]);
  });

  test('paths that run in a circle, which no union tree has, are left as they are', async () => {
    const [one, other] = [newId(), newId()];
    await tell({ version: 2, fromPath: `/city/110105/${one}/`, toPath: `/city/110105/${other}/${one}/` });
    await tell({ version: 2, fromPath: `/city/110105/${other}/`, toPath: `/city/110105/${one}/${other}/` });
    const id = newId();
    await write(`/city/110105/${one}/`, id);
    expect(await placeOf(id)).toBe(`/city/110105/${one}/`);
  });

  test('an officer whose token has the old path works where the union is now, and nowhere else; one above neither place gains nothing', async () => {
    const [union, street] = [newId(), newId()];
    const below = `/city/110105/${union}/${newId()}/`;
    const seenBy = async (...scopes: string[]): Promise<string[]> => {
      const grants = scopes.map((scopePath) => {
        const districtCode = /\d{6}/.exec(scopePath)?.[0];
        return { role: 'JOINT_UNION_OFFICER' as const, scopePath, ...(districtCode && { districtCode }) };
      });
      const { data } = await subgraph.ask({ ...staff('p', 'JOINT_UNION_OFFICER'), unionPath: below, grants }, '{ slow }');
      return String(data?.slow).split('\n');
    };
    const home = `/city/110105/${union}/`;
    const away = `/city/110106/${street}/${union}/`;
    expect(await seenBy(home)).toEqual([below, `${home} 110105`]);
    await tell({ version: 2, fromPath: home, toPath: away });
    const moved = `${away}${below.split('/').at(-2)}/`;
    expect(await seenBy(home)).toEqual([moved, `${away} 110106`]);
    expect(await seenBy(below)).toEqual([moved, `${moved} 110106`]);
    expect(await seenBy(away)).toEqual([moved, `${away} 110106`]);
    expect(await seenBy('/city/110105/', '/city/110106/', '/city/', '/')).toEqual([
      moved,
      ...['/city/110105/ 110105', '/city/110106/ 110106', '/city/ undefined', '/ undefined'],
    ]);
    await tell({ version: 2, fromPath: `/city/110106/${street}/`, toPath: `/city/110101/${street}/` });
    expect(await seenBy(home)).toEqual([moved.replace('110106', '110101'), `/city/110101/${street}/${union}/ 110101`]);
    await tell({ version: 3, fromPath: `/city/110101/${street}/${union}/`, toPath: home });
    for (const path of [home, away]) expect(await seenBy(path)).toEqual([below, `${home} 110105`]);
  });

  test('a request asks the database for no moves', async () => {
    const viewer = staff('p', 'JOINT_UNION_OFFICER');
    await subgraph.ask(viewer, '{ slow }');
    subgraph.statements();
    await subgraph.ask(viewer, '{ slow }');
    expect(subgraph.statements().filter((statement) => statement.includes('moved_union'))).toEqual([]);
  });

  test('what a table of a later migration follows with is undone and done again, while an earlier table goes on following', async () => {
    const Later = followsMovesMigration('board_app', 1773000000502, ['errand.scope_path']);
    const runner = { query: subgraph.sql } as unknown as QueryRunner;
    await subgraph.sql('create table errand (id uuid primary key, scope_path text)');
    const move = moveOf();
    await tell(move);
    const isFollowing = async (table: 'errand' | 'matter') => {
      const id = newId();
      await subgraph.sql(`insert into ${table} (id, scope_path) values ($1, $2)`, [id, move.fromPath]);
      const [row] = await subgraph.sql(`select scope_path as path from ${table} where id = $1`, [id]);
      return row?.path === move.toPath;
    };
    for (const follows of [true, false, true]) {
      await (follows ? new Later().up(runner) : new Later().down(runner));
      expect([await isFollowing('errand'), await isFollowing('matter')]).toEqual([follows, true]);
    }
    await new Later().down(runner);
    await subgraph.sql('drop table errand');
  });

  test('the process and the database say the same of a path, whatever has moved', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const path = fc
      .uniqueArray(fc.constantFrom(...ids, 'city'), { maxLength: 4 })
      .map((names) => `/${names.map((name) => `${name}/`).join('')}`);
    const parents = fc.dictionary(
      fc.constantFrom(...ids),
      path.filter((text) => text !== '/'),
    );
    await fc.assert(
      fc.asyncProperty(parents, path, async (above, told) => {
        await subgraph.sql('delete from moved_union');
        for (const [id, parent] of Object.entries(above))
          await subgraph.sql('insert into moved_union values ($1, $2, 1)', [id, parent]);
        const [said] = await subgraph.sql<{ path: string }>('select present_path($1) as path', [told]);
        expect(presentPath(told, new Map(Object.entries(above)))).toBe(said?.path);
      }),
      { numRuns: 100 },
    );
  });
});
