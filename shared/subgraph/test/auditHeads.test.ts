import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { createTestDatabase, eventually, keyPair, type TestDatabase } from '@union-graph/testing';
import { pino } from 'pino';
import type { DataSource, QueryRunner } from 'typeorm';
import { type Audit, openAudit } from '../src/audit/audit.ts';
import { auditSealText } from '../src/audit/auditEvent.ts';
import { auditHeadText, readAuditHead } from '../src/audit/heads.ts';
import { createDataSource, newId } from '../src/index.ts';
import { board } from './fixture/board.ts';

const keys = { board: keyPair('board'), library: keyPair('library'), museum: keyPair('museum') };
type Issuer = keyof typeof keys;

let database: TestDatabase;
let dataSource: DataSource;
let broken = 0;
const log = pino({ level: 'silent' });
beforeAll(async () => {
  database = await createTestDatabase(board);
  dataSource = await createDataSource({ url: database.migratorUrl, entities: [] }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
/** The audits of a test, stopped after it whatever became of it. */
const opened: Audit[] = [];
afterEach(async () => {
  for (const audit of opened.splice(0)) await audit.stop();
});

function open(): Audit {
  const audit = openAudit({
    subgraph: 'board',
    dataSource,
    databaseUrl: database.appUrl,
    serviceKey: keys.board.privateJwk,
    passportKeys: { keys: Object.values(keys).map(({ publicJwk }) => publicJwk) },
    log,
    onBroken: () => {
      broken += 1;
    },
  });
  opened.push(audit);
  return audit;
}

/** The head of the audit of a service, signed with the key of `by`. */
function headOf(issuer: Issuer, number: number, by: Issuer = issuer): { text: string; anchor: [string, number, string] } {
  const hash = randomBytes(32).toString('hex');
  const seal = { number, hash, signedAt: '2026-12-01T02:00:00.000000Z' };
  const key = createPrivateKey({ key: keys[by].privateJwk as never, format: 'jwk' });
  const signature = sign(null, Buffer.from(auditSealText(issuer, seal)), key).toString('base64url');
  return { text: auditHeadText({ ...seal, keyId: 'k'.repeat(43), signature }), anchor: [issuer, number, hash] };
}

const seals = (): Promise<{ number: number; rows: number; anchors: unknown; lost: unknown }[]> =>
  dataSource.query('select number::int, cardinality(seqs) as rows, anchors, lost from audit_seal order by number');
const sealed = (count: number) => eventually(async () => (await seals()).length === count);
const writeRow = async (audit: Audit): Promise<void> => {
  await audit.refused({
    id: newId(),
    at: '2026-12-01T02:00:00.000000Z',
    actor: newId(),
    personId: null,
    roles: [],
    purpose: null,
    coordinates: ['Mutation.writeNote'],
    entityIds: [],
    decision: 'FORBIDDEN',
    requestId: null,
    repeats: 1,
  });
};

test('the head of another service gets a seal at once, the next ones come with rows, and what is left when the service stops', async () => {
  const audit = open();
  await sealed(1);
  expect(await seals()).toEqual([{ number: 1, rows: 0, anchors: null, lost: null }]);
  const first = headOf('library', 7);
  audit.takeHead('library', first.text);
  await sealed(2);
  expect((await seals()).at(-1)).toEqual({ number: 2, rows: 0, anchors: [first.anchor], lost: null });

  const [second, third, other] = [headOf('library', 8), headOf('library', 9), headOf('museum', 3)];
  for (const head of [second, third]) audit.takeHead('library', head.text);
  audit.takeHead('museum', other.text);
  // One that is older has been told by the newer one.
  audit.takeHead('library', second.text);
  await writeRow(audit);
  await sealed(3);
  expect((await seals()).at(-1)).toEqual({ number: 3, rows: 1, anchors: [third.anchor, other.anchor], lost: null });

  await writeRow(audit);
  await sealed(4);
  expect((await seals()).at(-1)).toEqual({ number: 4, rows: 1, anchors: null, lost: null });

  const last = headOf('library', 10);
  audit.takeHead('library', last.text);
  await audit.stop();
  opened.splice(0);
  expect((await seals()).at(-1)).toEqual({ number: 5, rows: 0, anchors: [last.anchor], lost: null });
});

test('what a service did not sign as its head is kept by nobody', async () => {
  const audit = open();
  await eventually(() => audit.headText() !== null);
  const before = (await seals()).length;
  audit.takeHead('library', headOf('library', 99, 'museum').text);
  audit.takeHead('museum', headOf('library', 99).text);
  audit.takeHead('nobody', headOf('library', 99).text);
  for (const text of [undefined, null, 7, '', 'x', {}, `${headOf('library', 99).text} more`, headOf('library', 0).text])
    audit.takeHead('library', text);
  await writeRow(audit);
  await sealed(before + 1);
  expect((await seals()).at(-1)).toMatchObject({ rows: 1, anchors: null });
});

test('the own head is the newest seal that is durable, whichever process made it', async () => {
  const [one, other] = [open(), open()];
  await eventually(() => one.headText() !== null && other.headText() !== null);
  const count = (await seals()).length;
  await writeRow(one);
  await sealed(count + 1);
  const head = await other.readHead();
  expect(head).toMatchObject({ number: count + 1 });
  expect(readAuditHead(one.headText())).toEqual(head);
});

/** Runs `work` while no seal can be made: whoever holds this row is the one who seals. */
async function whileNothingIsSealed(work: (runner: QueryRunner) => Promise<void>): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('select from audit_head for update');
    await work(runner);
    await runner.commitTransaction();
  } finally {
    await runner.release();
  }
}
const unsealedIds = async (runner: QueryRunner): Promise<string[]> =>
  (await runner.query('select id from audit_event join audit_unsealed using (seq)')).map(({ id }: { id: string }) => id);

test.each([
  ['deleted', 'delete from audit_event where seq in (select seq from audit_unsealed); delete from audit_unsealed'],
  ['taken out of the queue for its seal', 'delete from audit_unsealed'],
  ['altered', "update audit_event set actor = 'nobody' where seq in (select seq from audit_unsealed)"],
])(
  'a row that is %s before a seal holds it is missed by the process that wrote it, and its next seal names it',
  async (_, change) => {
    const audit = open();
    await eventually(() => audit.headText() !== null);
    const [before, count] = [broken, (await seals()).length];
    let ids: string[] = [];
    await whileNothingIsSealed(async (runner) => {
      await writeRow(audit);
      ids = await unsealedIds(runner);
      await runner.query(change);
    });
    expect(ids).toHaveLength(1);
    await sealed(count + 1);
    expect((await seals()).at(-1)).toMatchObject({ rows: 0, lost: ids });
    expect(broken).toBeGreaterThan(before);
    // What was not touched is sealed as ever, and nothing is told twice.
    await writeRow(audit);
    await sealed(count + 2);
    expect((await seals()).at(-1)).toMatchObject({ rows: 1, lost: null });
    await dataSource.query('delete from audit_event where seq in (select seq from audit_unsealed)');
    await dataSource.query('delete from audit_unsealed');
  },
);

test('a row that another process of the service sealed is not missed', async () => {
  const [one, other] = [open(), open()];
  await eventually(() => one.headText() !== null && other.headText() !== null);
  const before = broken;
  for (let count = 0; count < 20; count++) await Promise.all([writeRow(one), writeRow(other)]);
  await eventually(
    async () =>
      (await dataSource.query('select from audit_unsealed join audit_event using (seq) where signature is not null')).length ===
      0,
  );
  await Promise.all([one.stop(), other.stop()]);
  opened.splice(0);
  expect(broken).toBe(before);
});

test('rows whose seal is long in coming are told while they wait, with the head that is known', async () => {
  const audit = open();
  await eventually(() => audit.headText() !== null);
  const head = readAuditHead(audit.headText());
  expect(audit.overdue()).toEqual([]);
  await whileNothingIsSealed(async (runner) => {
    await writeRow(audit);
    const ids = await unsealedIds(runner);
    await runner.query('lock table audit_seal');
    await eventually(() => audit.overdue().length === 1);
    expect([audit.overdue(), await audit.readHead()]).toEqual([ids, head]);
  });
  await eventually(() => audit.overdue().length === 0);
});

test('a service whose last seals are cut off, with their rows and the head, seals nothing more', async () => {
  const audit = open();
  await eventually(() => audit.headText() !== null);
  const count = (await seals()).length;
  await writeRow(audit);
  await sealed(count + 1);
  await dataSource.query('delete from audit_event where seq in (select unnest(seqs) from audit_seal where number = $1)', [
    count + 1,
  ]);
  await dataSource.query('delete from audit_seal where number = $1', [count + 1]);
  await dataSource.query('update audit_head set (number, hash) = (select number, hash from audit_seal where number = $1)', [
    count,
  ]);
  const before = broken;
  await writeRow(audit);
  await eventually(() => broken === before + 1);
  expect(await seals()).toHaveLength(count);
});
