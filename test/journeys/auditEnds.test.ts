import { execFile } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AuditHead, auditGenesis, auditSealHash, auditSealText, keyIdOf } from '@union-graph/gateway/audit';
import pg from 'pg';
import { ask } from '../house/client.ts';
import { callMutations, SERVICES, suspendNothing } from '../house/everyMutation.ts';
import { eventually, house } from '../house/house.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CHAINS = [...SERVICES, 'governance'] as const;
type Chain = (typeof CHAINS)[number];
const TABLES = ['audit_event', 'audit_seal', 'audit_head', 'audit_unsealed'];

const clients = new Map<Chain, pg.Client>();
const on = (chain: Chain): pg.Client => clients.get(chain) as pg.Client;
const lastSeal = async (chain: Chain): Promise<number> =>
  Number((await on(chain).query('select number from audit_head')).rows[0].number);
/** The seals that checkpoints of the access log tell of, the newest of each audit. */
const kept = async (): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await on('governance').query<{ heads: AuditHead[] }>(
    'select heads from access_checkpoint where heads is not null order by seq',
  );
  return new Map(rows.flatMap(({ heads }) => heads.map(([chain, number]) => [chain, number] as const)));
};

beforeAll(async () => {
  for (const chain of CHAINS) {
    const client = new pg.Client({ connectionString: house.databases[chain] as string });
    await client.connect();
    clients.set(chain, client);
  }
  await Promise.all(SERVICES.map((service) => callMutations(service)));
  for (let at = 0; at < 3; at++) await suspendNothing(at);
  for (const chain of CHAINS)
    await eventually(async () => (await on(chain).query('select from audit_unsealed limit 1')).rowCount === 0);
  // The gateway learns of it by itself, and its next record has a checkpoint that tells it.
  await eventually(async () => {
    await ask('lin-fang', '{ me { id } }');
    await suspendNothing(0);
    const heads = await kept();
    const ends = await Promise.all(SERVICES.map(async (chain) => [chain, await lastSeal(chain)] as const));
    return ends.every(([chain, number]) => heads.get(chain) === number) && heads.has('governance');
  });
});
afterAll(async () => {
  for (const client of clients.values()) await client.query('drop schema if exists cut cascade');
  await Promise.all([...clients.values()].map((client) => client.end()));
});

/** What is done to the copy of an audit, whose last seal has the number `last`. */
type Work = (client: pg.Client, last: number, chain: Chain) => Promise<void>;

/**
 * Runs `npm run audit:verify` on the house, with copies of audits, on which work was done, in place of those audits. Once more where an audit was
 * sealed meanwhile: its witness then saw what the copy had not.
 */
const verifyWith = (
  works: ReadonlyMap<Chain, Work>,
  args: readonly string[] = ['verify'],
): Promise<{ readonly code: number; readonly said: string }> =>
  eventually(async () => {
    const before = await ends();
    const result = await verifyOnce(works, args);
    return String(await ends()) === String(before) && result;
  });

const ends = (): Promise<number[]> => Promise.all(CHAINS.map(lastSeal));

async function verifyOnce(
  works: ReadonlyMap<Chain, Work>,
  args: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'audit-ends-'));
  try {
    const directory = JSON.parse(readFileSync(path.join(house.dataDir, 'directory.json'), 'utf8'));
    for (const [chain, work] of works) {
      await workOnCopy(chain, work);
      const url = new URL(house.databases[chain] as string);
      // The copies of its tables come first.
      url.searchParams.set('options', '-c search_path=cut,public');
      directory.databases[chain].migratorUrl = url.href;
    }
    writeFileSync(path.join(dataDir, 'directory.json'), JSON.stringify(directory));
    for (const part of ['keys', 'witness']) symlinkSync(path.join(house.dataDir, part), path.join(dataDir, part));
    return await runAudit(args, dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

async function workOnCopy(chain: Chain, work: Work): Promise<void> {
  const client = on(chain);
  await client.query('drop schema if exists cut cascade; create schema cut');
  for (const table of TABLES) await client.query(`create table cut.${table} as table public.${table}`);
  await client.query('set search_path to cut');
  try {
    await work(client, await lastSeal(chain), chain);
  } finally {
    await client.query('set search_path to public');
  }
}

const runAudit = (args: readonly string[], dataDir: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      ['infra/run.mjs', 'audit', ...args],
      { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, GOVERNANCE_DATABASE_URL: '' } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    ),
  );

/** Sets an audit back to one of its seals, as a superuser can: the rows and seals after it are gone, and the head says so. */
async function setBack(client: pg.Client, to: number): Promise<void> {
  await client.query('delete from audit_event where seq in (select unnest(seqs) from audit_seal where number > $1)', [to]);
  await client.query('delete from audit_seal where number > $1', [to]);
  await client.query('update audit_head set (number, hash) = (select number, hash from audit_seal where number = $1)', [to]);
}

/** Goes on from an audit's head with seals that are validly signed, as a service does that was started on an old backup. */
async function goOn(client: pg.Client, chain: Chain, count: number): Promise<void> {
  const jwk = JSON.parse(
    readFileSync(path.join(house.dataDir, 'keys', `${chain === 'governance' ? 'gateway' : chain}.jwk`), 'utf8'),
  );
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  for (let at = 0; at < count; at++) {
    const { rows } = await client.query(`select number, encode(hash, 'hex') as hash from audit_head`);
    const number = Number(rows[0].number) + 1;
    const hash = auditSealHash({ previousHash: rows[0].hash, number, seqs: [], digests: [] });
    const signedAt = new Date().toISOString().replace('Z', '000Z');
    const signature = sign(null, Buffer.from(auditSealText(chain, { number, hash, signedAt })), key).toString('base64url');
    await client.query(
      `insert into audit_seal (number, previous_hash, seqs, digests, hash, signed_at, key_id, signature)
       values ($1, decode($2, 'hex'), '{}', '', decode($3, 'hex'), $4, $5, $6)`,
      [number, rows[0].hash, hash, signedAt, keyIdOf(jwk), signature],
    );
    await client.query(`update audit_head set number = $1, hash = decode($2, 'hex')`, [number, hash]);
  }
}

/** The lines about one audit. */
const about = (chain: Chain, said: string): string[] =>
  said.split('\n').filter((line) => line.includes(`audit of ${chain} `) || line.includes(`audit of ${chain},`));

/** What befalls an audit, and the lines that are said of it then. */
const FATES: readonly { readonly work: Work; readonly said: (chain: Chain) => readonly RegExp[] }[] = [
  {
    // Its last seals were cut off with their rows, and the head set back.
    work: (client, last) => setBack(client, last - 1),
    said: (chain) => [RegExp(`^NOT WHOLE \\(TRUNCATED\\): The audit of ${chain} ends with seal`)],
  },
  {
    // Its end was made anew, longer than it was.
    work: async (client, last, chain) => {
      await setBack(client, last - 1);
      await goOn(client, chain, 3);
    },
    said: (chain) => [RegExp(`^NOT WHOLE \\(REWRITTEN\\): The audit of ${chain} was made anew from seal`)],
  },
  {
    // All of it is gone, and its head says that nothing ever was there.
    work: async (client, _, chain) => {
      for (const table of TABLES.filter((name) => name !== 'audit_head')) await client.query(`delete from ${table}`);
      await client.query(`update audit_head set number = 0, hash = decode($1, 'hex')`, [auditGenesis(chain)]);
    },
    said: (chain) => [
      RegExp(`^NOT WHOLE \\(TRUNCATED\\): The audit of ${chain} ends with seal 0`),
      RegExp(`^The audit of ${chain} is empty`),
    ],
  },
  { work: async () => undefined, said: () => [/^Whole: /] },
];

// A verification reads all audits, so each takes another fate in each of them: every audit meets each fate, beside others that meet others.
test.each(FATES.map((_, turn) => turn))('each audit is told to be what it is, and no other (%d)', async (turn) => {
  const fates = new Map(CHAINS.map((chain, at) => [chain, FATES[(at + turn) % FATES.length] as (typeof FATES)[number]]));
  const { code, said } = await verifyWith(new Map([...fates].map(([chain, { work }]) => [chain, work])));
  expect(code).toBe(1);
  expect(new Map(CHAINS.map((chain) => [chain, about(chain, said)]))).toEqual(
    new Map([...fates].map(([chain, fate]) => [chain, fate.said(chain).map((line) => expect.stringMatching(line))])),
  );
});

test('copies that nobody touched are whole', async () => {
  const { code, said } = await verifyWith(new Map(CHAINS.map((chain) => [chain, async () => undefined])));
  expect([code, said]).toEqual([0, expect.not.stringContaining('NOT')]);
});

test('who reads an export with the one file, and the public keys, sees it as well', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'audit-ends-'));
  try {
    const file = path.join(folder, 'export.ndjson');
    await verifyWith(new Map([['venues', (client, last) => setBack(client, last - 1)]]), ['export', file]);
    const keys = path.join(folder, 'keys.json');
    const publicKeys = ['gateway', ...SERVICES].map((name) => {
      const { d: _, ...key } = JSON.parse(readFileSync(path.join(house.dataDir, 'keys', `${name}.jwk`), 'utf8'));
      return key;
    });
    writeFileSync(keys, JSON.stringify({ keys: publicKeys }));
    const { code, said } = await new Promise<{ code: number; said: string }>((resolve) =>
      execFile(process.execPath, [path.join(ROOT, 'gateway/audit/verify-access-log.mjs'), '--key', keys, file], (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout }),
      ),
    );
    expect([code, said]).toEqual([1, expect.stringContaining('NOT WHOLE (TRUNCATED): The audit of venues ends with seal')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a house is whole while mutations go on and events are under way', async () => {
  let isOver = false;
  const busy = (async () => {
    while (!isOver) await Promise.all(SERVICES.map((service) => callMutations(service)));
  })();
  const verdicts: [number, string][] = [];
  for (let at = 0; at < 4; at++) {
    const { code, said } = await runAudit(['verify'], house.dataDir);
    verdicts.push([
      code,
      said
        .split('\n')
        .filter((line) => line.startsWith('NOT'))
        .join(),
    ]);
  }
  isOver = true;
  await busy;
  expect(verdicts).toEqual(Array(4).fill([0, '']));
});
