import { spawn } from 'node:child_process';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { type PublicKey, type Receipt, verifyLog } from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { eventually, type GatewayUnderTest, gatewayKeys } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { people } from '../../test/people.ts';
import { governance } from '../governance/builders.ts';
import { createAccessWriter } from './accessWriter.ts';
import { exportLog } from './exportLog.ts';
import { publicKeyOf } from './logKeys.ts';
import { createLogSigner } from './logSigner.ts';
import { withDigest } from './recordContent.ts';

const log = pino({ level: 'silent' });
const MEMBER = '{ member(id: "a") { nameZh } }';

/** What the log is, as an outsider finds it who holds receipts. */
async function verify(url: string, key: PublicKey, receipts: readonly Receipt[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read');
    const ask = async (text: string, values: readonly unknown[]) => (await client.query(text, [...values])).rows;
    return await verifyLog(exportLog(ask), { keys: [key], receipts });
  } finally {
    await client.end();
  }
}

describe('two gateways on one database', () => {
  let house: PartnerHouse;
  let staff: string;
  let ngo: string;
  beforeAll(async () => {
    house = await startPartnerHouse(2, people);
    await house.agree({ coordinates: ['Query.servicePoints', 'ServicePoint.nameZh', 'Query.whoAmI'] });
    [staff, ngo] = await Promise.all([house.tokenOfOne('mediator', 'MEDIATOR'), house.tokenOf()]);
    for (const gateway of house.gateways)
      await eventually(async () =>
        expect((await gateway.ask('{ whoAmI }', { token: ngo, headers: PURPOSE })).errors).toEqual([]),
      );
  });
  afterAll(() => house.stop());
  const asMediator = (at = 0) => (house.gateways[at % 2] as GatewayUnderTest).ask(MEMBER, { token: staff });
  const asPartner = (at = 0) =>
    (house.gateways[at % 2] as GatewayUnderTest).ask('{ servicePoints { nameZh } }', { token: ngo, headers: PURPOSE });

  test('they write one chain, and give a receipt for each answer', async () => {
    const left: Awaited<ReturnType<typeof asMediator>>[] = [];
    // A machine that is busy with other things may hold some back; whatever leaves has a record of its own.
    await eventually(async () => {
      const asked = Array.from({ length: 120 }, (_, at) => (at % 3 === 0 ? asPartner(at) : asMediator(at)));
      left.push(...(await Promise.all(asked)).filter(({ status }) => status === 200));
      expect(left.length).toBeGreaterThan(60);
    });
    const receipts = left.map(({ headers }) => readReceipt(headers.get('x-access-record') ?? ''));
    expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(left.length);
    const { fault, records } = await verify(house.appUrl, house.publicKey, receipts);
    expect(fault).toBeNull();
    expect(records).toBeGreaterThanOrEqual(Math.max(...receipts.map(({ seq }) => seq)));
  });

  test('a gateway is killed while many ask: every answer that came has its record', async () => {
    const doomed = await house.openProcess();
    await eventually(async () => expect((await doomed.ask(MEMBER, { token: staff })).codes).toEqual([]));
    const receipts: Receipt[] = [];
    const asking = Array.from({ length: 8 }, async () => {
      for (;;) {
        const answer = await doomed.ask(MEMBER, { token: staff }).catch(() => null);
        if (answer === null) return;
        if (answer.status === 200) receipts.push(readReceipt(answer.headers.get('x-access-record') ?? ''));
      }
    });
    await eventually(() => expect(receipts.length).toBeGreaterThan(40));
    await doomed.kill();
    await Promise.all(asking);
    // Another gateway goes on, and signs for what the killed one had no time to sign.
    await eventually(async () => expect((await asMediator()).codes).toEqual([]));
    expect((await verify(house.appUrl, house.publicKey, receipts)).fault).toBeNull();
  });

  const closed = async (work: () => Promise<void>) => {
    const name = new URL(house.appUrl).pathname.slice(1);
    const admin = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
    await admin.connect();
    try {
      await admin.query(`alter database "${name}" connection limit 0`);
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'governance_app'`,
        [name],
      );
      await work();
    } finally {
      await admin.query(`alter database "${name}" connection limit -1`);
      await admin.end();
    }
  };
  const nothingLeft = async (answer: Awaited<ReturnType<typeof asMediator>>) => {
    expect([answer.status, answer.codes, answer.data]).toEqual([503, ['DEPENDENCY_UNAVAILABLE'], undefined]);
    expect(JSON.stringify(answer.errors)).not.toContain('name of');
    expect(answer.headers.get('x-access-record')).toBeNull();
  };

  test('while the database takes no connection, no answer leaves that needs a record; what needs none does', async () => {
    await closed(async () => {
      await nothingLeft(await asMediator());
      await nothingLeft(await asMediator(1));
      const open = await house.gateways[0]?.ask('{ servicePoints { nameZh } me { nameZh } }', { token: staff });
      expect(open?.data).toEqual({ servicePoints: [{ nameZh: '朝阳' }], me: { nameZh: 'name of mediator' } });
    });
    await eventually(async () => expect((await asMediator()).codes).toEqual([]));
    await eventually(async () => expect((await asPartner()).codes).toEqual([]));
    expect((await verify(house.appUrl, house.publicKey)).fault).toBeNull();
  });

  test('while the database is slow, answers wait, and then they do not leave', async () => {
    const holder = new pg.Client({ connectionString: house.migratorUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('select from access_log_head for update');
      // On a busy machine the request may have given up before this test looks: then it is sent again.
      await eventually(async () => {
        let isAnswered = false;
        const waiting = asMediator().finally(() => {
          isAnswered = true;
        });
        while (!isAnswered && (await house.waitingForLocks()) === 0);
        const hadToWait = !isAnswered;
        await nothingLeft(await waiting);
        expect(hadToWait).toBe(true);
      });
      const patient = asMediator();
      await holder.query('rollback');
      await patient;
    } finally {
      await holder.end();
    }
    await eventually(async () => expect((await asMediator()).codes).toEqual([]));
    expect((await verify(house.appUrl, house.publicKey)).fault).toBeNull();
  });
});

function readReceipt(header: string): Receipt {
  const [seq, hash] = header.split(':');
  return { seq: Number(seq), hash: hash ?? '' };
}

describe('the writer', () => {
  let database: TestDatabase;
  let key: PublicKey;
  let serviceKey: Parameters<typeof createLogSigner>[1];
  beforeEach(async () => {
    database = await createTestDatabase(governance);
    ({ serviceKey } = await gatewayKeys());
    key = publicKeyOf(serviceKey);
  });
  afterEach(() => database.drop());
  const owner = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: database.migratorUrl });
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  };

  test('puts what is asked at once into few transactions', async () => {
    const groups: number[] = [];
    const writer = createAccessWriter({
      databaseUrl: database.appUrl,
      log,
      onWritten: () => undefined,
      onGroup: (size) => groups.push(size),
    });
    await Promise.all(Array.from({ length: 200 }, () => writer.writeRecord(accessRecord())));
    await writer.stop();
    expect(groups).toEqual([200]);
    expect(
      await owner('select count(distinct xmin::text)::int as transactions, count(*)::int as records from access_record'),
    ).toEqual([{ transactions: 1, records: 200 }]);
  });

  test('a process is killed in the middle, another goes on: whatever was answered is recorded, and the chain is whole', async () => {
    const script = path.join(import.meta.dirname, '../../test/writeUntilKilled.ts');
    const root = path.join(import.meta.dirname, '../../..');
    const [one, other] = ['one', 'other'].map((name) =>
      spawn(process.execPath, ['--import', 'tsx', script, database.appUrl, name], {
        cwd: root,
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    ) as [ReturnType<typeof spawn>, ReturnType<typeof spawn>];
    let told = '';
    for (const { stdout } of [one, other]) stdout?.on('data', (chunk) => (told += chunk));
    const gone = [one, other].map((child) => new Promise((resolve) => child.on('close', resolve)));
    await eventually(() => expect(told.split('\n').length).toBeGreaterThan(200));
    one.kill('SIGKILL');
    await gone[0];
    const before = told.split('\n').length;
    await eventually(() => expect(told.split('\n').length).toBeGreaterThan(before + 100));
    other.kill('SIGKILL');
    await gone[1];
    const receipts = told
      .split('\n')
      .filter((line) => /^\d+:[0-9a-f]{64}$/.test(line))
      .map(readReceipt);
    const signer = createLogSigner(database.appUrl, serviceKey, log);
    const [head] = await owner<{ seq: string; hash: string }>(`select seq, encode(hash, 'hex') as hash from access_log_head`);
    signer.noteHead({ seq: Number(head?.seq), hash: head?.hash ?? '' }, null);
    await signer.stop();
    expect(await verify(database.appUrl, key, receipts)).toMatchObject({ fault: null, records: Number(head?.seq) });
  });

  test('days end in a signed root, the next goes on from it, and old ones are dropped and leave a log that is whole', async () => {
    const year = new Date().getFullYear();
    const days = [`${year - 5}-03-01`, `${year - 4}-03-01`, `${year - 1}-03-01`];
    for (const day of days) {
      await owner('select append_access_records_on($1, $2)', [day, batchOf(3)]);
      await owner(`insert into access_checkpoint select seq, hash, now(), 'k', 's' from access_log_head`);
    }
    await owner('delete from access_checkpoint').catch(({ code }) => expect(code).toBe('42501'));
    const signer = createLogSigner(database.appUrl, serviceKey, log);
    const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
    await owner(`alter table access_checkpoint disable trigger user`);
    await owner(`delete from access_checkpoint where seq = 9`);
    await owner(`alter table access_checkpoint enable trigger user`);
    const receipt = await writer.writeRecord(accessRecord());
    await writer.stop();
    await signer.stop();
    expect(await owner('select distinct day::text from access_record order by 1')).toHaveLength(2);
    // The checkpoints of days that are dropped go with them, and no others.
    expect(await owner('select seq::int from access_checkpoint order by seq')).toEqual([{ seq: 10 }]);
    expect(await owner('select last_seq::int from access_day order by day')).toEqual([
      { last_seq: 3 },
      { last_seq: 6 },
      { last_seq: 9 },
    ]);
    const { fault, droppedDays, firstSeq } = await verify(database.appUrl, key, [receipt]);
    expect([fault, droppedDays, firstSeq]).toEqual([null, days.slice(0, 2), 7]);
  });

  test('a day that is not old enough is missed when its records are dropped', async () => {
    const year = new Date().getFullYear();
    for (const day of [`${year - 2}-03-01`, `${year - 1}-03-01`])
      await owner('select append_access_records_on($1, $2)', [day, batchOf(3)]);
    const signer = createLogSigner(database.appUrl, serviceKey, log);
    const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
    await writer.writeRecord(accessRecord());
    await writer.stop();
    await signer.stop();
    expect((await verify(database.appUrl, key)).fault).toBeNull();
    await owner(`drop table access_record_${year - 2}0301`);
    expect((await verify(database.appUrl, key)).fault).toMatchObject({ kind: 'MISSING', seq: 1 });
  });

  test('a signed day whose closing is gone cannot vouch for what was dropped', async () => {
    const year = new Date().getFullYear();
    for (const day of [`${year - 5}-03-01`, `${year - 1}-03-01`])
      await owner('select append_access_records_on($1, $2)', [day, batchOf(3)]);
    const signer = createLogSigner(database.appUrl, serviceKey, log);
    const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
    await writer.writeRecord(accessRecord());
    await writer.stop();
    await signer.stop();
    await owner('alter table access_day disable trigger user');
    await owner(`delete from access_day where day = '${year - 5}-03-01'`);
    expect((await verify(database.appUrl, key)).fault).toMatchObject({ kind: 'MISSING', seq: 1 });
  });
});

/** Records as `append_access_records` takes them. */
function batchOf(count: number): string {
  return JSON.stringify(Array.from({ length: count }, () => withDigest(accessRecord())));
}
