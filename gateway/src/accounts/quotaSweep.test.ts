import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { governance } from '../governance/builders.ts';
import { sweepQuotas } from './quotaSweep.ts';

let database: TestDatabase;
let app: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase(governance);
  app = new pg.Pool({ connectionString: database.appUrl, max: 1 });
});
afterAll(async () => {
  await app.end();
  await database.drop();
});

test('counts that no quota asks for any more are deleted, by the time that requests are counted by', async () => {
  const owner = new pg.Client({ connectionString: database.migratorUrl });
  await owner.connect();
  const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
  await owner.query('alter table quota_use drop constraint quota_agreement');
  for (const [id, at] of [
    [one, '2013-10-16T23:59:00Z'],
    [one, '2013-10-17T00:00:00Z'],
    [one, '2013-10-19T00:00:00Z'],
    [other, '2001-01-01T00:00:00Z'],
  ])
    await owner.query(`insert into quota_use values ($1, 'MINUTE', $2, 1)`, [id, at]);
  await owner.end();
  expect(await sweepQuotas(app)).toBe(1);
  expect((await app.query('select starts_at from quota_use where agreement_id = $1', [one])).rowCount).toBe(2);
  expect((await app.query('select starts_at from quota_use where agreement_id = $1', [other])).rowCount).toBe(1);
});
