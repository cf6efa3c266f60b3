import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { openUser, type User } from '../../test/run.ts';
import { type Fault, startSubgraph } from '../../test/subgraph.ts';

const PYTHON = path.resolve(import.meta.dirname, '../../../../test/fixtures/ind-python');

let user: User;
let trusted: JSONWebKeySet;
beforeAll(async () => {
  user = openUser();
  trusted = JSON.parse((await user.run('conformance --make-key key.jwk --json')).out).result.jwks;
});
afterAll(() => user.remove());

interface Told {
  readonly exitCode: number;
  readonly failed: string[];
  readonly noted: string[];
  readonly skipped: string[];
}

async function tried(url: string, subgraph: string, entities: object): Promise<Told> {
  fs.writeFileSync(path.join(user.folder, 'entities.json'), JSON.stringify(entities));
  const { out } = await user.run(`conformance ${url} --subgraph ${subgraph} --key key.jwk --entities entities.json --json`);
  const { exitCode, result } = JSON.parse(out);
  const of = (outcome: string) =>
    result.findings
      .filter((one: { outcome: string }) => one.outcome === outcome)
      .map((one: { what: { en: string } }) => one.what.en);
  return { exitCode, failed: of('FAILED'), noted: of('NOTE'), skipped: of('SKIPPED') };
}

const KNOWN = { Thing: [{ id: 'b' }, { id: 'a' }] };
async function triedWith(...faults: Fault[]): Promise<Told> {
  const subgraph = await startSubgraph(trusted, ...faults);
  try {
    return await tried(subgraph.url, 'ind-x', KNOWN);
  } finally {
    await subgraph.stop();
  }
}

test('a subgraph that keeps to the specification passes, and its times are told', async () => {
  expect(await triedWith()).toEqual({
    exitCode: 0,
    failed: [],
    noted: ['Thing: answers batches of 1, 10 and 200', 'Union: answers batches of 1, 10 and 200'],
    skipped: ['Union: answers in the order that was asked, and null for what there is not'],
  });
});

const ORDER = 'Thing: answers in the order that was asked, and null for what there is not';
test.each<[Fault, string[]]>([
  ['NO_PASSPORT_NEEDED', ['refuses a call without a passport']],
  ['ANY_AUDIENCE', ["refuses another audience's passport"]],
  ['ANY_LIFETIME', ['refuses a passport that lives two minutes', 'refuses a passport issued in 15 seconds']],
  [
    'UNVERIFIED',
    [
      ...['refuses a passport that lives two minutes', 'refuses a passport issued in 15 seconds'],
      'refuses a passport without "iat"',
      ...['refuses a passport with a viewer that was replaced', 'refuses a passport without a signature'],
      'refuses a passport that says it needs no signature',
      'refuses a passport signed with the public key as an HMAC secret',
      'refuses a passport signed with a key that is not the gateway’s',
      ...['refuses a passport of another issuer', 'refuses a passport with the key id of another issuer'],
      ...['refuses a passport without a viewer', 'refuses a token of another type'],
    ],
  ],
  ['ANY_ISSUER', ['refuses a passport of another issuer']],
  ['ANY_TYPE', ['refuses a token of another type']],
  ['ORDERED_BY_KEY', [ORDER, 'Thing: answers batches of 1, 10 and 200']],
  ['NO_NULLS', [ORDER]],
  ['ERROR_FOR_UNKNOWN', [ORDER, 'Thing: answers batches of 1, 10 and 200']],
  ['SMALL_BATCHES', ['Thing: answers batches of 1, 10 and 200', 'Union: answers batches of 1, 10 and 200']],
  ['FEDERATION_1', ['answers its SDL, of Federation 2']],
  ['LENIENT_CLOCK', ['refuses a passport that ended 15 seconds ago', 'refuses a passport issued in 15 seconds']],
  ['NO_EXPIRY_NEEDED', ['refuses a passport without "exp"']],
  ['NO_ISSUE_TIME_NEEDED', ['refuses a passport without "iat"']],
  ['NO_VIEWER_NEEDED', ['refuses a passport without a viewer']],
  ['LIFETIME_OF_MINUTES', ['refuses a passport that lives two minutes']],
  ['ANY_KEY_ID', ['refuses a passport of another issuer', 'refuses a passport with the key id of another issuer']],
  ['PUBLIC_KEY_AS_SECRET', ['refuses a passport signed with the public key as an HMAC secret']],
  [
    'IGNORES_SKIP',
    ['executes aliases, variables, fragments, @skip and @include', 'executes the operation that "operationName" names'],
  ],
  ['IGNORES_OPERATION_NAME', ['executes the operation that "operationName" names']],
  [
    'CODES_OF_ITS_OWN',
    ['an unknown field', 'a document that cannot be parsed', 'a body that is not JSON', 'a variable that is missing'].map(
      (what) => `tells ${what} in the shape of an error`,
    ),
  ],
  ['TEXT', ['answers with the content type "application/json"']],
  ['BODY_WITHOUT_LIMIT', ['refuses a body of 32 MiB']],
  ['UNANSWERED_FIELD', ['Thing: knows each field of its SDL']],
  ['SLOW_BATCHES', ['Thing: answers batches of 1, 10 and 200', 'Union: answers batches of 1, 10 and 200']],
  ['LARGE_BATCHES_REVERSED', ['Thing: answers batches of 1, 10 and 200', 'Union: answers batches of 1, 10 and 200']],
  ['NO_CODE_FOR_VARIABLES', ['tells a variable that is missing in the shape of an error']],
  ['FAILS_ON_UNKNOWN_TYPE', ['answers a representation of an unknown type without failing']],
  ['NO_HEALTH', ['is asked how it is at /health', 'is asked how it is at /ready']],
  [
    'ERRORS_WITHOUT_CODE',
    ['an unknown field', 'a document that cannot be parsed', 'a body that is not JSON', 'a variable that is missing'].map(
      (what) => `tells ${what} in the shape of an error`,
    ),
  ],
])('one with the fault %s fails, for that alone', async (fault, failed) => {
  const told = await triedWith(fault);
  expect([told.exitCode, told.failed]).toEqual([1, failed]);
});

test.each<[Fault, number]>([
  ['REFUSES_WITH_200', 18],
  ['HTML', 27],
  ['FAILS_WITH_500', 5],
])('one with the fault %s fails %i trials', async (fault, count) => {
  const told = await triedWith(fault);
  expect([told.exitCode, told.failed.length]).toEqual([1, count]);
});

test('the key of another owner’s type is known without @external, and its entities are answered for whatever key comes', async () => {
  const subgraph = await startSubgraph(trusted, 'PLAIN_KEY');
  try {
    const told = await tried(subgraph.url, 'ind-x', { ...KNOWN, Union: [{ id: 'u' }] });
    expect([told.exitCode, told.failed, told.skipped]).toEqual([0, [], []]);
  } finally {
    await subgraph.stop();
  }
});

test('an address where nobody listens is told once, with what to do', async () => {
  const url = `http://127.0.0.1:${await freePort()}/graphql`;
  const { out } = await user.run(`conformance ${url} --subgraph ind-x --key key.jwk --json`);
  const { exitCode, error } = JSON.parse(out);
  expect([exitCode, error.code]).toEqual([4, 'DEPENDENCY_UNAVAILABLE']);
  expect(error.message).toContain(`Nothing answers at ${url}: ECONNREFUSED. Start the subgraph`);
});

test('the key set of a new key can be written into a file as it is printed', async () => {
  const { out, err } = await user.run('conformance --make-key other.jwk');
  expect(JSON.parse(out).keys).toHaveLength(1);
  expect(err).toContain('other.jwk');
});

/** Whether this machine can run the subgraph in Python. */
const hasPython = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import graphql, cryptography'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

// @reads test/fixtures/ind-python
test('the subgraph in Python passes; where no Python with graphql-core and cryptography is at hand, it is not tried', async () => {
  if (!hasPython())
    return process.stdout.write('No Python with graphql-core and cryptography is at hand: its subgraph is not tried.\n');
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), PASSPORT_JWKS: JSON.stringify(trusted) };
  const child = spawn('python3', ['main.py'], { cwd: PYTHON, env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((answers) => child.stdout.once('data', answers));
    const told = await tried(`http://127.0.0.1:${port}/graphql`, 'ind-python', {
      PythonNotice: [{ id: 'notice-2' }, { id: 'notice-1' }],
    });
    expect([told.exitCode, told.failed]).toEqual([0, []]);
  } finally {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill();
    await ended;
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
