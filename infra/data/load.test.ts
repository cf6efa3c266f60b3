import pg from 'pg';
import { loadTables } from './load.ts';

const admin = process.env.TEST_POSTGRES_URL as string;
const name = `load_${process.pid}`;
const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href;
let client: pg.Client;

async function asAdmin(sql: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: admin });
  await superuser.connect();
  await superuser.query(sql);
  await superuser.end();
}

beforeAll(async () => {
  await asAdmin(`create database ${name}`);
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table data_set (name text primary key, loaded_at timestamptz not null);
    create table parent (id int primary key, twin int references parent deferrable initially deferred);
    create table every_kind (
      id int primary key references parent, note text, big bigint, at timestamptz, day date,
      words text[], numbers int[], anything jsonb, listed jsonb, bytes bytea, yes boolean);`);
});

afterAll(async () => {
  await client.end();
  await asAdmin(`drop database ${name}`);
});

const count = async (table: string) => (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n;

test('keeps nothing of a set with one bad row, and says which', async () => {
  const bad = [
    { table: 'parent', rows: [{ id: 1 }] },
    { table: 'every_kind', rows: [{ id: 1 }, { id: 2 }] },
  ];
  await expect(loadTables('demo', bad, url)).rejects.toThrow(/Table "every_kind": .*foreign key/);
  expect([await count('parent'), await count('data_set')]).toEqual([0, 0]);
});

test('keeps nothing when a deferred constraint breaks at the end', async () => {
  await expect(loadTables('demo', [{ table: 'parent', rows: [{ id: 1, twin: 7 }] }], url)).rejects.toThrow(/foreign key/);
  expect([await count('parent'), await count('data_set')]).toEqual([0, 0]);
});

test('writes every kind of value, once', async () => {
  const row = {
    id: 1,
    note: 'a\ttab, a\nline, a \\ and 王秀兰',
    big: 9_007_199_254_740_993n,
    at: new Date('2013-10-19T02:00:00Z'),
    day: '2013-10-19',
    words: ['plain', 'with "quotes", commas', null, ''],
    numbers: [1, 2],
    anything: { text: 'x\ny', fen: 5n },
    listed: [{ a: 1 }, 'b'],
    bytes: Buffer.from([0, 255]),
    yes: true,
  };
  const set = [
    { table: 'parent', rows: [{ id: 1, twin: 2 }, { id: 2 }] },
    { table: 'every_kind', rows: [row, { id: 2 }] },
    { table: 'parent', rows: [] },
  ];
  expect(await loadTables('demo', set, url)).toBe(4);
  expect(await loadTables('demo', set, url)).toBeNull();
  const { rows } = await client.query(`select *, big::text, day::text from every_kind order by id`);
  expect(rows[0]).toEqual({ ...row, big: '9007199254740993', anything: { text: 'x\ny', fen: 5 } });
  expect(rows[1]).toMatchObject({ id: 2, note: null, words: null, anything: null });
});
