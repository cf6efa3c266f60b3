import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createPassportSigner } from '@union-graph/identity';
import { exactTypes, openPool, type SubgraphDefinition } from '@union-graph/subgraph';
import { compiledProgram } from './compiledProgram.ts';
import { createTestDatabase } from './database.ts';
import { keyPair } from './keyPair.ts';
import { type Answer, CURSOR_SECRET, DATA_DAY, type TestSubgraph } from './subgraph.ts';

/** A service as a process of its own on a database of its own, which a test ends and starts again. */
export interface ServiceProcess {
  /** For helpers of tests that take a subgraph. It has `ask` and `sql` only; calls fail while the process is dead. */
  readonly subgraph: TestSubgraph;
  /** Everything that the process has written to stdout and stderr. */
  output(): string;
  /** Starts the service's entry point, and waits until it listens. */
  start(): Promise<void>;
  /** Ends the process as `kill -9` does, at once. */
  kill(): void;
  /** Ends the process by SIGTERM, and waits for its end. */
  end(): Promise<void>;
  /** Kills it, waits for its end, and starts it again. */
  restart(): Promise<void>;
  /** Kills it, and drops its database. */
  stop(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Creates the process of a service; `main` is its entry point. It is not started yet. */
export async function createServiceProcess(
  definition: SubgraphDefinition,
  main: string,
  { logLevel = 'info' } = {},
): Promise<ServiceProcess> {
  const { name } = definition;
  const [gateway, own] = [keyPair('gateway'), keyPair(name)];
  const database = await createTestDatabase(definition);
  const owner = openPool({ connectionString: database.migratorUrl, max: 4, types: exactTypes }, () => undefined);
  const sign = await createPassportSigner('gateway', gateway.privateJwk);
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    LOG_LEVEL: logLevel,
    ALLOW_TEST_CLOCK: '1',
    DATABASE_URL: database.appUrl,
    CURSOR_SECRETS: CURSOR_SECRET,
    PASSPORT_JWKS: JSON.stringify({ keys: [gateway.publicJwk] }),
    SERVICE_KEY: JSON.stringify(own.privateJwk),
  };
  const run = createChild(main, env);
  const ask: TestSubgraph['ask'] = async (viewer, query, variables = {}, now = DATA_DAY) => {
    const answer = await fetch(`${run.url()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Passport ${await sign(viewer, name)}`, 'x-test-now': now },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as Answer;
  };
  const sql = async (text: string, values?: unknown[]) => (await owner.query(text, values)).rows;
  return {
    subgraph: { ask, sql } as unknown as TestSubgraph,
    output: run.output,
    start: run.start,
    kill: () => run.signal('SIGKILL'),
    end: () => run.endBy('SIGTERM'),
    restart: async () => {
      await run.endBy('SIGKILL');
      await run.start();
    },
    stop: async () => {
      await run.endBy('SIGKILL');
      await owner.end();
      await database.drop();
    },
  };
}

/** Runs an entry point, one process at a time. */
function createChild(main: string, env: NodeJS.ProcessEnv) {
  let child: ChildProcess | null = null;
  let url = '';
  let output = '';
  const signal = (name: NodeJS.Signals): void => void child?.kill(name);
  return {
    url: () => url,
    output: () => output,
    signal,
    start: async (): Promise<void> => {
      child = spawn(process.execPath, compiledProgram(main), { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stderr?.on('data', (chunk: Buffer) => {
        output += chunk;
        process.stderr.write(chunk);
      });
      url = await listening(child, (line) => {
        output += `${line}\n`;
      });
    },
    endBy: async (name: NodeJS.Signals): Promise<void> => {
      signal(name);
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** Resolves with the URL of the service when it logs that it is ready. */
function listening(child: ChildProcess, onLine: (line: string) => void): Promise<string> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The process ended before it was ready.')));
    lines.on('line', (line) => {
      onLine(line);
      if (line.includes('"msg":"ready"')) resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}
