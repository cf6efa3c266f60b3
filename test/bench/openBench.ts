import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { createPassportSigner, type Viewer } from '@union-graph/identity';
import { openTarget, type Target } from '@union-graph/infra/target';
import { exactTypes, migrate, openSubgraph, type SubgraphDefinition } from '@union-graph/subgraph';
import pg from 'pg';
import { Pool } from 'undici';
import { cpuMs, freePort, type Program, startProgram } from './processes.ts';

/** A subgraph on one data set: as a process of its own, and its database beside it. */
export interface Bench {
  readonly set: string;
  readonly target: Target;
  /** Asks the process; gives the answer's data. Throws the first error. */
  readonly ask: <Data>(question: Question) => Promise<Data>;
  /** The same rows by hand. */
  readonly bare: pg.Client;
  readonly cpuMs: () => number;
  /** The SQL statements that a question costs, asked inside this process. */
  readonly statementsOf: (question: Question) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export interface Question {
  readonly viewer: Viewer;
  readonly query: string;
  readonly variables?: object;
  /** The time of the question; the data's today unless told. */
  readonly now?: Date;
}

const TODAY = '2013-10-19T10:00:00+08:00';
const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 30_000;

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const named = { kid: 'gateway', alg: 'EdDSA' };
const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] };
const serviceKey = { ...privateKey.export({ format: 'jwk' }), ...named };

/** Starts a subgraph on a loaded set; its newest migrations run first. Throws when the set is not there. */
export async function openBench(definition: SubgraphDefinition, set: string, env: NodeJS.ProcessEnv): Promise<Bench> {
  process.chdir(ROOT);
  const target = await openTarget(definition.name, set, env);
  await migrate(definition, target.migratorUrl as string);
  const bare = new pg.Client({ connectionString: target.migratorUrl, types: exactTypes });
  await bare.connect();
  const { rowCount } = await bare.query('select from data_set where name = $1', [set]);
  if (!rowCount) throw new Error(`The data set "${set}" is not there. Load it: npm run data -- load ${set}`);
  const port = String(await freePort());
  const program = startProgram(['--import', 'tsx', `subgraphs/${definition.name}/src/main.ts`], undefined, {
    ...settings(target),
    PORT: port,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(`${url}/ready`, program);
  const asked = await asker(definition.name, url);
  const counted = await openCounted(definition, target.appUrl);
  const stop = async () => {
    await program.stop();
    await asked.close();
    await counted.stop();
    await bare.end();
    await target.close();
  };
  return { set, target, ask: asked.ask, bare, cpuMs: () => cpuMs(program.pid), statementsOf: counted.statementsOf, stop };
}

/** Known, so that a round can begin at any place of a list. */
export const CURSOR_SECRET = 'a secret of measurements and of no other house';

/** The environment of a process on the set; not production, whose clock nobody can set. */
export const settings = ({ appUrl }: Pick<Target, 'appUrl'>): Record<string, string> => ({
  DATABASE_URL: appUrl,
  CURSOR_SECRETS: CURSOR_SECRET,
  PASSPORT_JWKS: JSON.stringify(keys),
  SERVICE_KEY: JSON.stringify(serviceKey),
  ALLOW_TEST_CLOCK: '1',
  NODE_ENV: 'development',
});

async function untilReady(url: string, program: Program): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; ; ) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > end || program.child.exitCode !== null) throw new Error(`The subgraph does not start: ${program.errors()}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

async function asker(subgraph: string, url: string) {
  const pool = new Pool(url, { connections: 32 });
  const sign = await createPassportSigner('gateway', serviceKey);
  const ask = async <Data>({ viewer, query, variables = {}, now }: Question): Promise<Data> => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Passport ${await sign(viewer, subgraph)}`,
      'x-test-now': now?.toISOString() ?? TODAY,
    };
    const { body } = await pool.request({
      path: '/graphql',
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await body.json()) as { data: Data; errors?: readonly { message: string }[] };
    if (answer.errors?.[0]) throw new Error(`${answer.errors[0].message}\n${query}`);
    return answer.data;
  };
  return { ask, close: () => pool.close() };
}

/** The subgraph a second time inside this process, where it tells of each statement. */
async function openCounted(definition: SubgraphDefinition, appUrl: string) {
  let statements = 0;
  const running = await openSubgraph(definition, {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: appUrl,
    migratorUrl: null,
    passportKeys: keys,
    serviceKey,
    subscribers: [],
    cursorSecrets: [CURSOR_SECRET],
    allowTestClock: true,
    logLevel: 'silent',
    onStatement: () => {
      statements++;
    },
  });
  const { ask, close } = await asker(definition.name, running.url);
  const statementsOf = async (question: Question): Promise<number> => {
    statements = 0;
    await ask(question);
    return statements;
  };
  const stop = async () => {
    await close();
    await running.stop();
  };
  return { statementsOf, stop };
}
