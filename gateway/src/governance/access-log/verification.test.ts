import { generateKeyPairSync } from 'node:crypto';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { accessRecord } from '../../../test/accessRecord.ts';
import { eventually } from '../../../test/gateway.ts';
import { createAccessWriter } from '../../accounts/accessWriter.ts';
import { publicKeyOf } from '../../accounts/logKeys.ts';
import { createLogSigner } from '../../accounts/logSigner.ts';
import { instant } from '../../accounts/recordContent.ts';
import { catalogue, KNOWS_ALL, PRIVACY, registerStewards } from '../builders.ts';
import { defineGovernance } from '../subgraph.ts';
import { waitMs } from './verifications.ts';

const RECORDS = Number(process.env.VERIFIED_RECORDS ?? 20_000);
const { privateKey } = generateKeyPairSync('ed25519');
const serviceKey = privateKey.export({ format: 'jwk' });
const AUDITOR = staff(newId(), 'AUDITOR');
/** An hour ago, so that nothing that is not signed counts as new. */
const START = Date.now() - 3_600_000;
/** Each record is a millisecond later than the one before. */
const at = (seq: number): string => new Date(START + seq).toISOString();

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(
    defineGovernance({ catalogue: () => catalogue, references: KNOWS_ALL, logKeys: [publicKeyOf(serviceKey)] }),
  );
  await registerStewards(subgraph);
  const log = pino({ level: 'silent' });
  const signer = createLogSigner(subgraph.database.appUrl, serviceKey, log);
  const writer = createAccessWriter({ databaseUrl: subgraph.database.appUrl, log, onWritten: signer.noteHead });
  for (let seq = 0; seq < RECORDS; seq += 500)
    await Promise.all(
      Array.from({ length: 500 }, (_, nth) => writer.writeRecord(accessRecord({ at: instant(new Date(START + seq + nth + 1)) }))),
    );
  await writer.stop();
  await signer.stop();
}, 600_000);
afterAll(() => subgraph.stop());

const FOUND = 'id state total isWhole message fault firstBadSeq records firstSeq lastSeq startedAt finishedAt';
const begin = (part = '', viewer = PRIVACY) => subgraph.ask(viewer, `{ it: verifyAccessLog${part} { ${FOUND} } }`);
const done = async (id: string, viewer = PRIVACY) => {
  let found: Record<string, unknown> = {};
  await eventually(async () => {
    const query = `query ($id: ID!) { it: accessLogVerification(id: $id) { ${FOUND} } }`;
    found = (await subgraph.ask(viewer, query, { id })).data.it;
    expect(found.state).not.toBe('RUNNING');
  }, 240_000);
  return found;
};
/** Ends the service's connections, and waits until they are gone: the database ends them when it finds the time. */
async function closeConnections(admin: pg.Client): Promise<void> {
  const { username, pathname } = new URL(subgraph.database.appUrl);
  const { rows } = await admin.query<{ pid: number }>(
    'select pid, pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = $2',
    [username, pathname.slice(1)],
  );
  const pids = rows.map(({ pid }) => pid);
  await eventually(async () =>
    expect((await admin.query('select from pg_stat_activity where pid = any($1)', [pids])).rowCount).toBe(0),
  );
}
const underWay = async () => (await subgraph.sql(`select id from log_verification where state = 'RUNNING'`)).length;

test('a log of many records of one day is verified in the background, once for forty aliases, while staff read on', async () => {
  const aliases = Array.from({ length: 40 }, (_, n) => `a${n}: verifyAccessLog { id }`);
  let isAnswered = false;
  const asked = subgraph.ask(PRIVACY, `{ ${aliases.join(' ')} }`).then((answer) => {
    isAnswered = true;
    return answer;
  });
  await eventually(async () => expect((await underWay()) > 0 || isAnswered).toBe(true));
  const reading = await Promise.all(
    Array.from({ length: 20 }, () => subgraph.ask(AUDITOR, '{ accessLog(first: 1) { nodes { seq } } }')),
  );
  expect(reading.map(({ errors }) => errors)).toEqual(reading.map(() => undefined));
  const { data } = await asked;
  expect(new Set(Object.values(data as Record<string, { id: string }>).map(({ id }) => id)).size).toBe(1);
  expect(await subgraph.sql('select id from log_verification')).toHaveLength(1);
  const found = await done(data.a0.id);
  expect(found).toMatchObject({
    state: 'DONE',
    isWhole: true,
    records: RECORDS,
    total: RECORDS,
    firstSeq: '1',
    lastSeq: String(RECORDS),
    fault: null,
  });
  expect(found.finishedAt).not.toBeNull();
}, 400_000);

test.each([
  ['the first job', 0, 200, 800],
  ['the first job that was long in beginning', 0, 4_000, 0],
  ['a job behind another', 1, 0, 0],
])('an answer about %s waits no longer than a call to governance may take', (_, jobsAhead, elapsed, expected) => {
  expect(waitMs(jobsAhead, elapsed)).toBe(expected);
});

test.each([30, 60])(
  '%s persons at once get a job each, though the database has closed all connections and lets nothing be read',
  async (count) => {
    const admin = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL ?? subgraph.database.migratorUrl });
    const holder = new pg.Client({ connectionString: subgraph.database.migratorUrl });
    await Promise.all([admin.connect(), holder.connect()]);
    try {
      await holder.query('begin; lock table access_record in access exclusive mode');
      await closeConnections(admin);
      const begun = await Promise.all(
        Array.from({ length: count }, async (_, n) => {
          const viewer = staff(newId(), 'AUDITOR');
          // A small part each: how many can begin is tried here, not how long they take one after the other.
          const { data, errors } = await begin(`(since: "${at(RECORDS - 1 - n)}")`, viewer);
          return { viewer, id: data.it?.id, state: data.it?.state, codes: errors?.map(({ extensions }) => extensions.code) };
        }),
      );
      expect(new Set(begun.map(({ state, codes }) => codes?.[0] ?? state))).toEqual(new Set(['RUNNING']));
      await holder.query('rollback');
      for (const { id, viewer } of begun) expect(await done(id, viewer)).toMatchObject({ state: 'DONE', isWhole: true });
    } finally {
      await Promise.all([admin.end(), holder.end()]);
    }
  },
  400_000,
);

test('one person has one part under way; whoever asks for the same part shares it', async () => {
  // As another gateway would have it.
  const id = newId();
  await subgraph.sql(
    `insert into log_verification (id, requested_by, part, state, records, started_at, alive_at) values ($1, $2, '[null, null, null, null]', 'RUNNING', 7, now(), now())`,
    [id, PRIVACY.subject],
  );
  expect((await begin('', AUDITOR)).data.it).toMatchObject({
    id,
    state: 'RUNNING',
    isWhole: null,
    records: 7,
    message: 'Under way: 7 records so far.',
  });
  const other = await begin('(to: "2001-01-01")');
  expect(other.errors).toMatchObject([
    { message: expect.stringContaining(id), extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } },
  ]);
  // Its process was not heard of any more.
  await subgraph.sql(`update log_verification set alive_at = now() - interval '1 minute' where id = $1`, [id]);
  expect(await done((await begin('(to: "2001-01-01")')).data.it.id)).toMatchObject({ state: 'DONE', isWhole: true, records: 0 });
  expect(await done(id)).toMatchObject({ state: 'FAILED', isWhole: null });
}, 300_000);

test.each([
  ['from an instant on', `(since: "${at(RECORDS - 99)}")`, RECORDS - 99, RECORDS],
  ['up to an instant', `(until: "${at(50)}")`, 1, null],
  ['between two', `(since: "${at(1_000)}", until: "${at(1_010)}")`, 1_000, null],
])(
  'a part is verified by the instants of its records: %s',
  async (_, part, first, last) => {
    const found = await done((await begin(part, AUDITOR)).data.it.id, AUDITOR);
    expect(found).toMatchObject({ state: 'DONE', isWhole: true, firstSeq: String(first) });
    if (last) expect(found.lastSeq).toBe(String(last));
    else expect(Number(found.lastSeq)).toBeLessThan(RECORDS);
  },
  300_000,
);

test.each([
  ['(from: "2013-11-01", to: "2013-10-01")', 'to'],
  ['(since: "2013-11-01T00:00:00+08:00", until: "2013-10-01T00:00:00+08:00")', 'until'],
])('a part that ends before it begins is refused: %s', async (part, field) => {
  expect((await begin(part, AUDITOR)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

test('one operation verifies one part; each other one is refused at once', async () => {
  const viewer = staff(newId(), 'AUDITOR');
  const aliases = Array.from({ length: 40 }, (_, n) => `a${n}: verifyAccessLog(to: "20${10 + n}-01-01") { id }`);
  const { data, errors } = await subgraph.ask(viewer, `{ ${aliases.join(' ')} }`);
  expect(Object.values(data as Record<string, unknown>).filter((found) => found !== null)).toHaveLength(1);
  expect(errors).toHaveLength(39);
  expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
  expect(await subgraph.sql('select id from log_verification where requested_by = $1', [viewer.subject])).toHaveLength(1);
  await done(data.a0.id, viewer);
}, 300_000);

test('ten in a minute are enough', async () => {
  const refusals: { code?: string; retryAfterMs?: number }[] = [];
  const viewer = staff(newId(), 'AUDITOR');
  for (let year = 2001; year <= 2011; year++) {
    const { data, errors } = await begin(`(to: "${year}-01-01")`, viewer);
    if (data.it) await done(data.it.id, viewer);
    refusals.push(errors?.[0]?.extensions ?? {});
  }
  expect(refusals.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => ({})));
  // Unless this took longer than a minute.
  const { code, retryAfterMs } = refusals[10] ?? {};
  expect([undefined, 'RATE_LIMITED']).toContain(code);
  if (code) expect([(retryAfterMs ?? 0) > 0, (retryAfterMs ?? 0) <= 60_000]).toEqual([true, true]);
}, 300_000);

test('what was altered is named, in the whole and in the part that holds it', async () => {
  await subgraph.sql('alter table access_record disable trigger access_record_grows');
  for (const { part } of await subgraph.sql<{ part: string }>(
    `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'access_record'::regclass`,
  ))
    await subgraph.sql(`alter table ${part} disable trigger user`);
  await subgraph.sql('update access_record set row_count = 9 where seq = 1005');
  const viewer = staff(newId(), 'AUDITOR');
  const altered = { isWhole: false, fault: 'ALTERED', firstBadSeq: '1005' };
  expect(await done((await begin('', viewer)).data.it.id, viewer)).toMatchObject(altered);
  const part = `(since: "${at(1_000)}", until: "${at(1_010)}")`;
  expect(await done((await begin(part, viewer)).data.it.id, viewer)).toMatchObject({ ...altered, records: 5 });
  expect(await done((await begin(`(since: "${at(1_006)}")`, viewer)).data.it.id, viewer)).toMatchObject({ isWhole: true });
}, 400_000);

test('nobody else verifies, or reads what was found', async () => {
  const query = '{ accessLogVerification(id: "x") { id } }';
  expect(await subgraph.code(subgraph.ask(staff(newId(), 'SOCIAL_DEPT'), query))).toBe('FORBIDDEN');
  expect(await subgraph.code(subgraph.ask(AUDITOR, query))).toBe('NOT_FOUND');
});
