import pg from 'pg';
import { type DataSet, loadParts } from './parts.ts';

const admin = process.env.TEST_POSTGRES_URL as string;
const name = `parts_${process.pid}`;
const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href;
const quiet = { loaded: () => undefined, step: () => undefined };
let client: pg.Client;

async function asAdmin(sql: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: admin });
  await superuser.connect();
  await superuser.query(sql);
  await superuser.end();
}

beforeAll(() => asAdmin(`create database ${name}`));
afterAll(() => asAdmin(`drop database ${name}`));

beforeEach(async () => {
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    drop table if exists child, parent, data_set, data_set_aside;
    create table data_set (name text primary key, loaded_at timestamptz not null);
    create table parent (id int primary key);
    create table child (id int constraint child_pk primary key, code text constraint child_code unique,
      parent_id int constraint child_parent references parent, constraint child_positive check (id > 0),
      constraint child_apart exclude using gist (int4range(id, id + 1) with &&) where (code <> 'c1'));
    create index child_by_parent on child (parent_id) where id > 1;`);
});
afterEach(() => client.end());

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const child = (part: number, more: object = {}) => ({
  name: `child ${part}`,
  table: 'child',
  count: 10,
  rows: () => numbers(part * 10 - 9, part * 10 + 1).map((id) => ({ id, code: `c${id}`, parent_id: 1, ...more })),
});
const set = (overrides: Partial<DataSet> = {}): DataSet => ({
  name: 'large',
  parts: [{ name: 'parent', table: 'parent', count: 1, rows: () => [{ id: 1 }] }, child(1), child(2), child(3)],
  keysLast: ['child'],
  afterwards: [],
  checks: [{ name: 'sum of children', sql: 'select sum(id) from child', expected: 465 }],
  ...overrides,
});

const one = async (sql: string) => (await client.query(sql)).rows[0]?.value;
const keys = async () =>
  (
    await client.query(`select indexdef as key from pg_indexes where tablename = 'child'
    union select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'child'::regclass order by key`)
  ).rows;

test('goes on behind the last whole part, and puts back every key', async () => {
  const before = await keys();
  const broken = child(3, { parent_id: 1, id: -1 });
  await expect(loadParts(set({ parts: [...set().parts.slice(0, 3), broken] }), url, quiet)).rejects.toThrow(/child_positive/);
  expect(await one('select count(*)::int as value from child')).toBe(20);
  const left = (await keys()).map(({ key }) => key as string);
  expect(left.filter((key) => /index|unique|exclude|foreign/i.test(key))).toEqual([expect.stringContaining('child_pk')]);
  expect(await loadParts(set(), url, quiet)).toBe(10);
  expect(await one('select count(*)::int as value from child')).toBe(30);
  expect(await keys()).toEqual(before);
  expect(await loadParts(set(), url, quiet)).toBeNull();
});

test('finds a row that breaks a foreign key or a unique index when they are put back, and is then not loaded', async () => {
  await expect(loadParts(set({ parts: [...set().parts.slice(0, 3), child(3, { parent_id: 7 })] }), url, quiet)).rejects.toThrow(
    /child_parent/,
  );
  expect(await one(`select count(*)::int as value from data_set where name = 'large'`)).toBe(0);
  await client.query('delete from child where parent_id = 7');
  await client.query(`delete from data_set where name = 'large/child 3'`);
  expect(await loadParts(set(), url, quiet)).toBe(10);
});

test('names each sum that is not right, and the set does not count as loaded', async () => {
  const checks = [
    ...set().checks,
    { name: 'children of nobody', sql: 'select count(*) from child where parent_id is null', expected: 3 },
  ];
  await expect(loadParts(set({ checks }), url, quiet)).rejects.toThrow('children of nobody: 0 instead of 3');
  await expect(loadParts(set({ checks }), url, quiet)).rejects.not.toThrow('sum of children');
  expect(await loadParts(set(), url, quiet)).toBe(0);
});

test('a part that makes another number of rows than it says is not kept', async () => {
  const short = { ...child(1), count: 11 };
  await expect(loadParts(set({ parts: [set().parts[0] as never, short] }), url, quiet)).rejects.toThrow('10 rows instead of 11');
  expect(await one('select count(*)::int as value from child')).toBe(0);
});

test('refuses a database with another set, and a second load at the same time', async () => {
  await client.query(`select pg_advisory_lock(7106350400)`);
  await expect(loadParts(set(), url, quiet)).rejects.toThrow('Another load is at work');
  await client.query(`select pg_advisory_unlock(7106350400); insert into data_set values ('demo', now())`);
  await expect(loadParts(set(), url, quiet)).rejects.toThrow('This database has the data set "demo"');
});
