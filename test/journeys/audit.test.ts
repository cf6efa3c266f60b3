import { execFile } from 'node:child_process';
import path from 'node:path';
import { type AuditEntry, type PublicKey, readKeyFile, verifyAudit } from '@union-graph/gateway/audit';
import { exportAudit } from '@union-graph/gateway/export-audit';
import pg from 'pg';
import { callMutations, SERVICES, suspendNothing } from '../house/everyMutation.ts';
import { eventually, house } from '../house/house.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROWS = 5;

const keyOf = (service: string): PublicKey[] => [...readKeyFile(path.join(house.dataDir, 'keys', `${service}.jwk`))];
const clients = new Map<string, pg.Client>();
beforeAll(async () => {
  await Promise.all(SERVICES.map((service) => callMutations(service)));
  for (let at = 0; at < ROWS; at++) await suspendNothing(at);
  for (const service of [...SERVICES, 'governance']) {
    const client = new pg.Client({ connectionString: house.databases[service] as string });
    await client.connect();
    clients.set(service, client);
    await eventually(async () => (await client.query('select from audit_unsealed limit 1')).rowCount === 0);
  }
});
afterAll(() => Promise.all([...clients.values()].map((client) => client.end())));

/** Runs \`work\` on a database as its owner, with all triggers and constraints out of the way, and undoes it. */
async function undone<Result>(service: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = clients.get(service) as pg.Client;
  await client.query('begin isolation level repeatable read');
  try {
    return await work(client);
  } finally {
    await client.query('rollback');
  }
}

async function faultOf(service: string, client: pg.Client): Promise<[string, number | null] | null> {
  const entries: AsyncIterable<AuditEntry> = exportAudit(
    async (text, values) => (await client.query(text, [...values])).rows,
    service,
  );
  const { fault } = await verifyAudit(entries, { keys: keyOf(service === 'governance' ? 'gateway' : service) });
  return fault && [fault.kind, fault.seq];
}

describe.each([...SERVICES])('the audit of %s', (service) => {
  const tampered = (...statements: string[]) =>
    undone(service, async (client) => {
      for (const statement of statements) await client.query(statement);
      return faultOf(service, client);
    });
  /** A row that a seal after the first holds, and not the last one. */
  const some = async (): Promise<{ seq: number; number: number; last: number }> => {
    const { rows } = await (clients.get(service) as pg.Client).query(
      `select number, seqs[1] as seq, (select max(number) from audit_seal) as last from audit_seal where cardinality(seqs) > 0 order by number limit 1`,
    );
    return { seq: Number(rows[0].seq), number: Number(rows[0].number), last: Number(rows[0].last) };
  };

  test('is whole', async () => {
    const client = clients.get(service) as pg.Client;
    expect(await undone(service, (one) => faultOf(service, one))).toBeNull();
    expect(
      Number((await client.query('select count(*) from audit_event where signature is not null')).rows[0].count),
    ).toBeGreaterThanOrEqual(ROWS);
  });

  test('is not whole when all of it is gone', async () => {
    const emptied = ['audit_unsealed', 'audit_event', 'audit_seal', 'audit_head'].map((table) => `delete from ${table}`);
    expect(await tampered(...emptied)).toEqual(['TRUNCATED', null]);
  });

  test('names the row when any column of it is altered', async () => {
    const { seq } = await some();
    const client = clients.get(service) as pg.Client;
    const { rows } = await client.query(`${COLUMNS} and attrelid = 'audit_event'::regclass`);
    const missed: string[] = [];
    for (const { name, type } of rows) {
      const fault = await tampered(
        'alter table audit_event drop constraint audit_event_decision, drop constraint audit_event_signed',
        ...(name === 'seq' ? ['alter table audit_event alter column seq drop identity'] : []),
        `update audit_event set ${name} = ${otherValue(name, type)} where seq = ${seq}`,
      );
      if (fault?.[1] !== seq) missed.push(`${name}: ${fault}`);
    }
    expect([rows.length > 10, missed]).toEqual([true, []]);
  });

  test('names the first row of a seal when any column of it is altered', async () => {
    const { seq, number } = await some();
    const client = clients.get(service) as pg.Client;
    const { rows } = await client.query(`${COLUMNS} and attrelid = 'audit_seal'::regclass`);
    const missed: string[] = [];
    for (const { name, type } of rows) {
      const fault = await tampered(
        'alter table audit_seal drop constraint audit_seal_digests',
        `update audit_seal set ${name} = ${otherValue(name, type)} where number = ${number}`,
      );
      // A seal of another number leaves a hole, and the one after it is named.
      if (name === 'number' ? fault === null : fault?.[1] !== seq) missed.push(`${name}: ${fault}`);
    }
    expect([rows.length > 7, missed]).toEqual([true, []]);
  });

  test('shows what is removed, put in, copied or swapped', async () => {
    const { seq, number, last } = await some();
    expect(await tampered(`delete from audit_event where seq = ${seq}`)).toEqual(['MISSING', seq]);
    expect(await tampered('delete from audit_event')).toEqual(['MISSING', seq]);
    // The only seal may have got a successor meanwhile: sealing goes on beside this.
    expect((await tampered(`delete from audit_seal where number = ${number}`))?.[0]).toMatch(
      number === last ? /INSERTED|CHECKPOINT/ : 'CHECKPOINT',
    );
    const copy = `insert into audit_event (at, actor, roles, coordinates, entity_ids, decision, id, key_id, signature)
      select at, actor, roles, coordinates, entity_ids, decision, gen_random_uuid(), key_id, signature from audit_event where seq = ${seq}`;
    expect((await tampered(copy))?.[0]).toBe('INSERTED');
    expect((await tampered('alter table audit_event disable trigger user', copy))?.[0]).toBe('INSERTED');
    const swap = 'alter table audit_event alter column seq drop identity';
    const other = `(select max(seq) from audit_event)`;
    expect(
      (
        await tampered(
          swap,
          `update audit_event set seq = -1 where seq = ${seq}`,
          `update audit_event set seq = ${seq} where seq = ${other}`,
        )
      )?.[1],
    ).toBe(seq);
    const newest = 'delete from audit_seal where number = (select max(number) from audit_seal)';
    expect((await tampered(newest))?.[0]).toMatch(/INSERTED|TRUNCATED/);
  });
});

const COLUMNS = `select attname as name, format_type(atttypid, null) as type from pg_attribute where attnum > 0 and not attisdropped`;

const otherValue = (name: string, type: string): string =>
  ({
    text: `coalesce(${name}, '') || 'x'`,
    uuid: 'gen_random_uuid()',
    bytea: `sha256(${name})`,
    'timestamp with time zone': `${name} + interval '1 microsecond'`,
    'bigint[]': `${name} || 1::bigint`,
    'text[]': `${name} || '{x}'`,
    'uuid[]': `${name} || gen_random_uuid()`,
    integer: `${name} + 1`,
    bigint: `${name} + 1000000`,
    jsonb: `'[["other", 1, "00"]]'`,
  })[type] as string;

test('one command verifies the access log and the audits of all services', async () => {
  const { code, said } = await new Promise<{ code: number; said: string }>((resolve) =>
    execFile(
      process.execPath,
      ['infra/run.mjs', 'audit', 'verify'],
      { cwd: ROOT, env: { ...process.env, DATA_DIR: house.dataDir, GOVERNANCE_DATABASE_URL: '' } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    ),
  );
  expect([code, said.match(/Whole: the audit of [a-z-]+/g)?.sort()]).toEqual([
    0,
    [...SERVICES, 'governance'].sort().map((service) => `Whole: the audit of ${service}`),
  ]);
}, 300_000);
