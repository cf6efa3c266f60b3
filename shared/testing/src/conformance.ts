import { generateKeyPairSync } from 'node:crypto';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { ANONYMOUS, createPassportSigner, type Viewer } from '@union-graph/identity';
import { LEVELS, loadSubgraphSdl } from '@union-graph/schema';
import { appRole, migrate, migrateDown, newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { parse } from 'graphql';
import pg from 'pg';
import { request } from 'undici';
import { createTestDatabase } from './database.ts';
import { testKeptPaths } from './keptPaths.ts';
import { testLateEvents } from './lateEvents.ts';
import { migrationsOf } from './migrations.ts';
import { faultsOfSdl } from './sdl.ts';
import { type TestSubgraph, testSubgraph } from './subgraph.ts';
import { unstorableCalls } from './unstorable.ts';

export interface ConformanceOptions {
  /** Fills the database so that `list` has at least 50 rows with everything it selects. */
  readonly seed: (subgraph: TestSubgraph) => Promise<void>;
  /** A query with `$first: Int!` that reads a list deeply; asked for 1, 10 and 50 rows it must cost the same statements. */
  readonly list: string;
  readonly variables?: object;
  readonly viewer: Viewer;
  /** Tables whose persons act in an office or are parties to the request itself: not data about a person to copy or erase. */
  readonly offices?: readonly string[];
  /** Tables about persons whose rows no merge moves: they tell of that record itself, or an event of their own says whose they are. */
  readonly stays?: readonly string[];
  /** How many rows the answer has, to be sure that the list was really read. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the subgraph's own query
  readonly count: (data: any) => number;
}

/** Tables of the house itself that name persons: what was done, what was allowed, what was asked. */
const HOUSE: readonly string[] = ['audit_event', 'consent_standing', 'data_request', 'erased_record'];

/** What the groups of tests share. */
interface Suite {
  readonly definition: SubgraphDefinition;
  readonly options: ConformanceOptions;
  readonly sdl: string;
  /** Started before the tests, so not before they are defined. */
  readonly subgraph: () => TestSubgraph;
  readonly seeded: () => Promise<void>;
}

/** The tests that every subgraph passes. Called once, in the package's `src/conformance.test.ts`. */
export function testConformance(definition: SubgraphDefinition, options: ConformanceOptions): void {
  describe(`${definition.name} is a subgraph of the house`, () => {
    let subgraph: TestSubgraph;
    beforeAll(async () => {
      subgraph = await testSubgraph(definition);
    });
    afterAll(() => subgraph.stop());

    let rows: Promise<void> | undefined;
    /** The rows of the list, made once. */
    const seeded = (): Promise<void> => {
      rows ??= options.seed(subgraph);
      return rows;
    };
    const suite: Suite = { definition, options, sdl: loadSubgraphSdl(definition.dir), subgraph: () => subgraph, seeded };
    testSchema(suite);
    testCallers(suite);
    testDatabase(suite);
    testPersons(suite);
    testLateEvents({ ...suite, stays: options.stays ?? [] });
    testKeptPaths(suite);
    testMasking(suite);
  });
}

/** What its SDL owes. */
function testSchema({ definition, sdl }: Suite): void {
  test('composes on its own', () => {
    const result = composeServices([{ name: definition.name, typeDefs: parse(sdl), url: 'http://localhost' }]);
    // What a field requires of another subgraph is there in the whole graph alone, which `npm run compose` puts together.
    const errors = compositionHasErrors(result) ? result.errors : [];
    const own = errors.filter(({ extensions }) => extensions?.code !== 'EXTERNAL_MISSING_ON_BASE');
    expect(own.map(({ message }) => message)).toEqual([]);
  });

  test(`describes everything and gives every field one level of ${LEVELS.join(', ')}`, () => {
    expect(faultsOfSdl(sdl)).toEqual([]);
  });
}

/** Who may call it, and with what. */
function testCallers({ definition, options, sdl, subgraph }: Suite): void {
  test('refuses calls without a passport, and with one that is expired, altered, foreign or for another service', async () => {
    const good = await subgraph().sign(ANONYMOUS, definition.name);
    const strange = await foreignPassport(definition.name);
    const bad = [
      '',
      'Bearer x',
      `Passport ${good.slice(0, -4)}AAAA`,
      `Passport ${strange}`,
      `Passport ${await subgraph().sign(ANONYMOUS, 'another')}`,
    ];
    for (const authorization of bad) {
      for (const query of ['{ __typename }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
        const answer = await request(`${subgraph().url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify({ query }),
        });
        const body = (await answer.body.json()) as { errors: { extensions: { code: string } }[] };
        expect([answer.statusCode, body.errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      }
    }
    expect((await subgraph().ask(ANONYMOUS, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  test('takes viewers from the gateway alone: another subgraph may send events and ask nothing', async () => {
    const answer = await subgraph().askAs('mediation', options.viewer, '{ __typename }');
    expect([answer.status, answer.body]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')]);
  });

  test('answers its operational routes without a passport', async () => {
    for (const path of ['/health', '/ready', '/metrics']) {
      const answer = await request(`${subgraph().url}${path}`);
      await answer.body.text();
      expect([path, answer.statusCode]).toEqual([path, 200]);
    }
  });

  test('refuses texts and ids that PostgreSQL cannot store, wherever they come in', async () => {
    for (const text of ['a\u0000b', 'a\ud800b']) {
      const calls = unstorableCalls(sdl, text);
      const answers = await Promise.all(calls.map(({ query, variables }) => subgraph().ask(options.viewer, query, variables)));
      expect(answers.map(({ errors }, at) => [calls[at]?.place, errors?.map(({ extensions }) => extensions)])).toEqual(
        calls.map(({ place, field }) => [place, [{ code: 'BAD_USER_INPUT', field }]]),
      );
    }
  });
}

/** What its database and its reads owe. */
function testDatabase({ definition, options, subgraph, seeded }: Suite): void {
  test('reads 50 rows with as many statements as one row', async () => {
    await seeded();
    const costs = [];
    for (const first of [1, 10, 50]) {
      subgraph().statements();
      const answer = await subgraph().ask(options.viewer, options.list, { ...options.variables, first });
      expect(answer.errors).toBeUndefined();
      expect(options.count(answer.data)).toBe(first);
      costs.push(subgraph().statements().length);
    }
    expect(costs).toEqual([costs[0], costs[0], costs[0]]);
  });

  test('keeps what is append-only from its own role', async () => {
    const app = new pg.Client({ connectionString: subgraph().database.appUrl });
    await app.connect();
    try {
      for (const table of ['audit_event', 'data_request', 'erased_record', 'inbox', ...(definition.appendOnly ?? [])]) {
        const [column] = await subgraph().sql<{ name: string }>(
          `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_identity = 'NO' limit 1`,
          [table],
        );
        const attempts = [
          `update ${table} set "${column?.name}" = null`,
          `delete from ${table}`,
          `truncate ${table}`,
          `drop table ${table}`,
          `alter table ${table} disable trigger all`,
        ];
        for (const attempt of attempts) await expect(app.query(attempt)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await app.end();
    }
  });

  test('runs every migration of its folder', () => {
    const listed = new Set(definition.migrations.map(({ name }) => name));
    expect(migrationsOf(definition).filter((name) => !listed.has(name))).toEqual([]);
  });

  test('undoes and repeats its migrations, also when several processes do so at once', async () => {
    const database = await createTestDatabase(definition);
    const before = await shapeOf(database.migratorUrl);
    await migrateDown(definition, database.migratorUrl);
    expect(await shapeOf(database.migratorUrl)).toEqual(['migrations']);
    // Several processes of one service may start at once.
    await Promise.all(Array.from({ length: 3 }, () => migrate(definition, database.migratorUrl)));
    expect(await shapeOf(database.migratorUrl)).toEqual(before);
    await database.drop();
  });
}

/** What it owes to the persons that it knows. */
function testPersons({ definition, options, subgraph }: Suite): void {
  test('says of every table that names persons what they get a copy of and what becomes of it on erasure', async () => {
    const named = await subgraph().sql<{ table: string }>(
      `select distinct table_name as table from information_schema.columns
       where table_schema = 'public' and column_name ~ '^(\\w+_)?(member|person|requester|applicant)_ids?$' order by 1`,
    );
    const known = new Set([...(definition.personalData ?? []).map(({ table }) => table), ...(options.offices ?? []), ...HOUSE]);
    expect(named.map(({ table }) => table).filter((table) => !known.has(table))).toEqual([]);
    const person = '01900000-0000-7000-8000-00000000beef';
    for (const { table, of, copy, onErasure } of definition.personalData ?? []) {
      await subgraph().sql(`select ${copy.join(', ')} from ${table} where ${of}`, [person]);
      if (onErasure !== 'DELETE' && onErasure.clear && Object.keys(onErasure.clear).length > 0)
        await subgraph().sql(
          `update ${table} set ${Object.entries(onErasure.clear)
            .map(([column, value]) => `${column} = ${value}`)
            .join(', ')} where ${of}`,
          [person],
        );
    }
    // The service's own role may do all of it.
    const erased = { type: 'organisation.member.erased', subject: person, data: { memberId: person } };
    expect(await subgraph().send(erased)).toBe(204);
  });

  test('rows about a person follow when two records are merged, and go back: once each, in whatever order they hear of it', async () => {
    const columns = definition.memberColumns ?? [];
    const known = new Set([...columns.map(({ table }) => table), ...(options.stays ?? [])]);
    expect((definition.personalData ?? []).map(({ table }) => table).filter((table) => !known.has(table))).toEqual([]);
    const hear = async (type: 'merged' | 'unmerged', data: { survivorId: string; [key: string]: string }) =>
      expect(await subgraph().send({ type: `organisation.member.${type}`, subject: data.survivorId, data })).toBe(204);
    for (const order of [
      ['merged', 'merged', 'unmerged', 'unmerged', 'merged'],
      ['unmerged', 'merged', 'unmerged'],
    ] as const) {
      const data = { mergeId: newId(), survivorId: newId(), duplicateId: newId() };
      for (const type of order) await hear(type, data);
      expect(await subgraph().sql('select state from member_merge where id = $1', [data.mergeId])).toEqual([
        { state: 'REVERTED' },
      ]);
    }
    const bad = { mergeId: newId(), survivorId: 'x', duplicateId: newId() };
    expect(await subgraph().send({ type: 'organisation.member.merged', subject: newId(), data: bad })).toBe(400);
  });
}

/** What it says of its own faults. The last group: it takes rights away for a while. */
function testMasking({ definition, options, subgraph }: Suite): void {
  test('hides what it did not expect, and names an id instead', async () => {
    const role = appRole(definition.name);
    await subgraph().sql(`revoke select on all tables in schema public from ${role}`);
    const answer = await subgraph().ask(options.viewer, options.list, { ...options.variables, first: 1 });
    await subgraph().sql(`grant select on all tables in schema public to ${role}`);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('Something went wrong'),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(answer)).not.toMatch(/permission|denied|select |\.ts:/);
  });
}

async function shapeOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select c.relname || coalesce('.' || a.attname, '') as name from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relname <> 'migrations'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm') order by 1`,
  );
  await client.end();
  return [...new Set(rows.map(({ name }) => name))];
}

async function foreignPassport(audience: string): Promise<string> {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return (await createPassportSigner('gateway', { ...key, alg: 'EdDSA' }))(ANONYMOUS, audience);
}
