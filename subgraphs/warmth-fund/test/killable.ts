import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createPassportSigner, type Viewer } from '@union-graph/identity';
import { createDataSource } from '@union-graph/subgraph';
import { CURSOR_SECRET, createTestDatabase, type TestSubgraph } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';

const keyPair = (kid: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' },
  };
};

/** The service as a process of its own on a database of its own, which a test kills and starts again. */
export interface Killable {
  /** What other helpers of tests take; calls fail while the process is dead. */
  readonly subgraph: TestSubgraph;
  /** Starts the real entry point, and waits until it listens. */
  start(): Promise<void>;
  /** Ends the process as `kill -9` does, at once. */
  kill(): void;
  /** Kills it, waits for its end, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Gives the service, not started yet. */
export async function killable(): Promise<Killable> {
  const gateway = keyPair('gateway');
  const serviceKey = JSON.stringify(keyPair('warmth-fund').privateJwk);
  const database = await createTestDatabase(warmthFund);
  const owner = await createDataSource({ url: database.migratorUrl, entities: [] }).initialize();
  const sign = await createPassportSigner('gateway', gateway.privateJwk);
  let child: ChildProcess | null = null;
  let url = '';

  const ended = async (): Promise<void> => {
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, '../src/main.ts')], {
      cwd: path.resolve(import.meta.dirname, '../../..'),
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        LOG_LEVEL: 'info',
        ALLOW_TEST_CLOCK: '1',
        DATABASE_URL: database.appUrl,
        CURSOR_SECRETS: CURSOR_SECRET,
        PASSPORT_JWKS: JSON.stringify({ keys: [gateway.publicJwk] }),
        SERVICE_KEY: serviceKey,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = await ready(child);
  };
  const ask = async (viewer: Viewer, query: string, variables: object = {}, now = '2013-10-19T10:00:00+08:00') => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Passport ${await sign(viewer, 'warmth-fund')}`,
        'x-test-now': now,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as Awaited<ReturnType<TestSubgraph['ask']>>;
  };
  const kill = (): void => void child?.kill('SIGKILL');
  return {
    subgraph: { ask, sql: (text: string, values?: unknown[]) => owner.query(text, values) } as unknown as TestSubgraph,
    start,
    kill,
    async restart() {
      kill();
      await ended();
      await start();
    },
    async stop() {
      kill();
      await ended();
      await owner.destroy();
      await database.drop();
    },
  };
}

function ready(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The process ended before it was ready.')));
    lines.on('line', (line) => {
      const said = JSON.parse(line) as { msg: string; url: string };
      if (said.msg === 'ready') resolve(said.url);
    });
  });
}
