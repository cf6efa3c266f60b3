import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ANONYMOUS, createPassportSigner, type PassportSigner, type Viewer } from '@union-graph/identity';
import { exactTypes, openPool, openSubgraph, type SubgraphDefinition, type Subscriber } from '@union-graph/subgraph';
import { request } from 'undici';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type KeyPair, keyPair } from './keyPair.ts';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the test's own query
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: {
      readonly code: string;
      readonly rule?: string;
      readonly field?: string;
      readonly retryAfterMs?: number;
    };
  }[];
}

/** A subgraph under test: its real process on a free port, its own database, and a caller with real passports. */
export interface TestSubgraph {
  readonly url: string;
  readonly database: TestDatabase;
  /** Sends a document as `viewer`, on the clock `now` (an RFC 3339 instant). */
  readonly ask: (viewer: Viewer, query: string, variables?: object, now?: string) => Promise<Answer>;
  /** Sends a document with a passport that another service has signed. */
  readonly askAs: (issuer: string, viewer: Viewer, query: string) => Promise<{ status: number; body: string }>;
  /** The first refusal's code of an answer, or null. */
  readonly code: (answer: Promise<Answer>) => Promise<string | null>;
  /** Sends an event as another subgraph, or several of one subgraph in one request; gives the status of the answer. */
  readonly send: (...events: readonly [TestEvent, ...TestEvent[]]) => Promise<number>;
  /** The same with a passport of their sender for this viewer; a sender's own is a service's. */
  readonly sendAs: (viewer: Viewer, ...events: readonly [TestEvent, ...TestEvent[]]) => Promise<number>;
  /** Straight to the database, as the role that owns it. */
  readonly sql: <Row = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** SQL statements since the last call. */
  readonly statements: () => string[];
  readonly sign: PassportSigner;
  readonly stop: () => Promise<void>;
}

/** On a busy machine a hundred calls for one lock take their time; none of them is refused for that. */
const DATABASE_TIMEOUT_MS = 120_000;

/** What cursors of subgraphs under test are encrypted with. */
export const CURSOR_SECRET = 'a secret of the tests and of no other house';

/** An event as a test tells it; what it leaves out is made up. */
export interface TestEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: object;
  readonly time?: string;
  readonly id?: string;
  readonly aggregateversion?: number;
  readonly dataschema?: string;
}

/** Every subgraph of this checkout may send passports and events. */
const SUBGRAPHS = path.resolve(import.meta.dirname, '../../../subgraphs');
/** The day of the demo data, on which tests call. */
export const DATA_DAY = '2013-10-19T10:00:00+08:00';

interface TestOptions {
  readonly subscribers?: readonly Subscriber[];
  readonly cursorSecrets?: readonly string[];
  readonly requestsSnapshots?: boolean;
}

/** Starts `definition` for a test file. Call it in `beforeAll`, and `stop` in `afterAll`. */
export async function testSubgraph(definition: SubgraphDefinition, options: TestOptions = {}): Promise<TestSubgraph> {
  const database = await createTestDatabase(definition);
  const keys = makeKeys();
  const files = mkdtempSync(path.join(tmpdir(), 'union-graph-files-'));
  const { running, statements } = await openForTest(definition, { ...options, keys, files, databaseUrl: database.appUrl });
  const pool = openPool({ connectionString: database.migratorUrl, max: 4, types: exactTypes }, () => undefined);
  return {
    url: running.url,
    database,
    ...(await createCaller(running.url, definition.name, keys)),
    code: async (answer) => (await answer).errors?.[0]?.extensions.code ?? null,
    sql: async (text, values) => (await pool.query(text, values)).rows,
    statements: () => statements.splice(0),
    stop: async () => {
      await running.stop();
      await pool.end();
      await database.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** The keys of the services, by their names. */
type Keys = ReadonlyMap<string, KeyPair>;

const makeKeys = (): Keys => new Map(['gateway', 'governance', ...readdirSync(SUBGRAPHS)].map((name) => [name, keyPair(name)]));

/** Opens the subgraph on a free port, and collects the SQL statements of its requests. */
async function openForTest(
  definition: SubgraphDefinition,
  {
    keys,
    files,
    databaseUrl,
    subscribers = [],
    cursorSecrets = [CURSOR_SECRET],
    requestsSnapshots = false,
  }: TestOptions & { readonly keys: Keys; readonly files: string; readonly databaseUrl: string },
) {
  const statements: string[] = [];
  const running = await openSubgraph(definition, {
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    migratorUrl: null,
    passportKeys: { keys: [...keys.values()].map(({ publicJwk }) => publicJwk) },
    serviceKey: (keys.get(definition.name) ?? keyPair(definition.name)).privateJwk,
    subscribers,
    cursorSecrets,
    requestsSnapshots,
    allowTestClock: true,
    objects: { kind: 'folder', dir: files, secrets: [CURSOR_SECRET], publicUrl: null },
    databaseTimeoutMs: DATABASE_TIMEOUT_MS,
    logLevel: process.env.LOG_LEVEL ?? 'silent',
    onStatement: (statement) => {
      // The queue's own work and what a process keeps a copy of come when they like, and belong to no request.
      if (
        !/job_worker|graphile_worker\._private|from rule_number|from member_merge where state|the life of who signed in|as "parentPath" from moved_union|as "endedUnion" from/.test(
          statement,
        )
      )
        statements.push(statement);
    },
  });
  return { running, statements };
}

/** Calls the subgraph with passports that the services have signed. */
async function createCaller(
  url: string,
  name: string,
  keys: Keys,
): Promise<Pick<TestSubgraph, 'ask' | 'askAs' | 'send' | 'sendAs' | 'sign'>> {
  const signerOf = (issuer: string) => createPassportSigner(issuer, (keys.get(issuer) as KeyPair).privateJwk);
  const sign = await signerOf('gateway');
  const post = async (path: string, passport: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await request(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Passport ${passport}`, ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  const sendAs: TestSubgraph['sendAs'] = async (viewer, ...events) => {
    const signAs = await signerOf(sourceOf(events[0]));
    const [first, ...more] = events.map(toCloudEvent) as [object, ...object[]];
    const body = more.length > 0 ? [first, ...more] : first;
    return (await post('/events', await signAs(viewer, name), body)).status;
  };
  return {
    ask: async (viewer, query, variables = {}, now = DATA_DAY) => {
      const { status, text } = await post('/graphql', await sign(viewer, name), { query, variables }, { 'x-test-now': now });
      if (text === '') throw new Error(`The subgraph answered with status ${status} and nothing else.`);
      return JSON.parse(text) as Answer;
    },
    askAs: async (issuer, viewer, query) => {
      const signAs = await signerOf(issuer);
      const { status, text } = await post('/graphql', await signAs(viewer, name), { query });
      return { status, body: text };
    },
    send: (...events) => sendAs(senderOf(sourceOf(events[0])), ...events),
    sendAs,
    sign,
  };
}

/** The viewer that sends the events of a subgraph. */
const senderOf = (source: string): Viewer => ({ ...ANONYMOUS, subject: `service:${source}`, kind: 'service' });

const sourceOf = ({ type }: TestEvent): string => type.split('.')[0] as string;

const toCloudEvent = (event: TestEvent): object => ({
  specversion: '1.0',
  id: crypto.randomUUID(),
  source: `/subgraphs/${sourceOf(event)}`,
  time: new Date(DATA_DAY).toISOString(),
  datacontenttype: 'application/json',
  aggregateversion: 1,
  ...event,
});
