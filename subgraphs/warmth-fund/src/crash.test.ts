import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createPassportSigner, type PassportSigner, type Viewer } from '@union-graph/identity';
import { createDataSource } from '@union-graph/subgraph';
import { CURSOR_SECRET, createTestDatabase, type TestDatabase, type TestSubgraph } from '@union-graph/testing';
import { accountant, deposit, faultsOfBooks } from '../test/books.ts';
import { type Payout, reserved, take, walk } from '../test/payouts.ts';
import { warmthFund } from './subgraph.ts';

const PAYOUTS = 30;
const KILLS = 2;

const keyPair = (kid: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' },
  };
};

describe('a process killed while it pays', () => {
  const gateway = keyPair('gateway');
  let database: TestDatabase;
  let owner: ReturnType<typeof createDataSource>;
  let sign: PassportSigner;
  let child: ChildProcess;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase(warmthFund);
    owner = await createDataSource({ url: database.migratorUrl, entities: [] }).initialize();
    sign = await createPassportSigner('gateway', gateway.privateJwk);
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await owner.destroy();
    await database.drop();
  });

  /** Starts the real entry point on a free port, and gives its address once it listens. */
  async function start(): Promise<void> {
    child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'main.ts')], {
      cwd: path.resolve(import.meta.dirname, '../../..'),
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        LOG_LEVEL: 'info',
        ALLOW_TEST_CLOCK: '1',
        DATABASE_URL: database.appUrl,
        CURSOR_SECRETS: CURSOR_SECRET,
        PASSPORT_JWKS: JSON.stringify({ keys: [gateway.publicJwk] }),
        SERVICE_KEY: JSON.stringify(keyPair('warmth-fund').privateJwk),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    url = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The process ended before it was ready.')));
      lines.on('line', (line) => {
        const said = JSON.parse(line) as { msg: string; url: string };
        if (said.msg === 'ready') resolve(said.url);
      });
    });
  }

  const ask = async (viewer: Viewer, query: string, variables: object = {}) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Passport ${await sign(viewer, 'warmth-fund')}`,
        'x-test-now': '2013-10-19T10:00:00+08:00',
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as Awaited<ReturnType<TestSubgraph['ask']>>;
  };
  const subgraph = { ask, sql: (text: string, values?: unknown[]) => owner.query(text, values) } as unknown as TestSubgraph;

  /** Settles in parallel what was not acknowledged yet, each under its own key; a call that finds the process dead is no answer. */
  async function settleAll(
    sent: readonly Payout[],
    keys: readonly string[],
    acknowledged: Set<number>,
    then: () => void,
  ): Promise<void> {
    const settle = async (payout: Payout, at: number) => {
      const answer = await take(subgraph, 'settle', payout, { idempotencyKey: keys[at] as string }).catch(() => null);
      if (!answer?.data?.settleDisbursement) return;
      acknowledged.add(at);
      then();
    };
    await Promise.all(sent.map((payout, at) => (acknowledged.has(at) ? null : settle(payout, at))));
  }

  test(`${KILLS} kills among ${PAYOUTS} settlements: what was acknowledged is there, nothing is paid twice, the books balance`, async () => {
    await start();
    await deposit(subgraph, 1, 1_000_000);
    const sent: Payout[] = [];
    for (let at = 0; at < PAYOUTS; at++) sent.push(await walk(subgraph, await reserved(subgraph), 'approve', 'send'));
    const keys = sent.map(() => crypto.randomUUID());
    const acknowledged = new Set<number>();
    for (let kill = 1; kill <= KILLS; kill++) {
      const died = once(child, 'exit');
      await settleAll(sent, keys, acknowledged, () => {
        if (acknowledged.size >= kill * 5) child.kill('SIGKILL');
      });
      await died;
      expect(acknowledged.size).toBeLessThan(PAYOUTS);
      expect(await faultsOfBooks(subgraph)).toEqual([]);
      const settled = (await subgraph.sql<{ id: string }>("select id from disbursement where status = 'SETTLED'")).map(
        ({ id }) => id,
      );
      for (const at of acknowledged) expect(settled).toContain(sent[at]?.id);
      await start();
    }
    await settleAll(sent, keys, acknowledged, () => undefined);
    expect(acknowledged.size).toBe(PAYOUTS);
    expect(await faultsOfBooks(subgraph)).toEqual([]);
    const trial = await ask(
      accountant,
      '{ trialBalance(book: FOUNDATION) { debitFen creditFen rows { account { code } creditFen debitFen } } }',
    );
    expect(trial.data.trialBalance).toMatchObject({ debitFen: '1000000', creditFen: '1000000' });
    expect(trial.data.trialBalance.rows).toContainEqual({
      account: { code: '5101' },
      debitFen: String(PAYOUTS * 1000),
      creditFen: '0',
    });
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
});
