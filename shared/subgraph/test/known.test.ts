import { generateKeyPairSync } from 'node:crypto';
import { defineEvent } from '@union-graph/events';
import { eventsAbout, eventually, key, listenerTo, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as v from 'valibot';
import {
  defineKnown,
  defineSnapshot,
  defineSubgraph,
  newId,
  openSubgraph,
  refuseIf,
  type SubgraphDefinition,
} from '../src/index.ts';
import { board, Note } from './fixture/board.ts';

// @slow

@Entity('known_case')
class KnownCase {
  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('text', { name: 'status' })
  status!: string;

  @Column('text', { name: 'place' })
  place!: string | null;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}

class CreateKnownCase1767313000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table known_case (case_id uuid constraint known_case_pk primary key, status text not null, place text, seen_version int not null)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_case');
  }
}

const data = { status: v.string(), place: v.nullish(v.string()) };
const caseOpened = defineEvent('mediation', 'case.opened', data);
const caseMoved = defineEvent('mediation', 'case.moved', data);
const noteTold = defineEvent('board', 'note.told', { text: v.string() });

/** How far an act has come that stops in the middle. */
const act = { reached: 0, go: Promise.resolve() };
const news: string[] = [];

/** The board with cases of mediation that its notes refer to: the text of a note is the id of a case. */
const withCases = (revision?: number) => {
  const cases = defineKnown(KnownCase, { id: 'caseId', what: 'case', ...(revision && { revision }) });
  return defineSubgraph({
    ...board,
    entities: [...board.entities, KnownCase],
    migrations: [...board.migrations, CreateKnownCase1767313000000],
    on: [
      cases.follow(
        [caseOpened, caseMoved],
        ({ data: { status, place } }) => (status === 'SECRET' ? null : { status, ...(place != null && { place }) }),
        async (_, row, before) => void news.push(`${before?.status ?? 'nothing'} → ${row.status}`),
      ),
    ],
    snapshots: [
      defineSnapshot([noteTold], Note, async (tx, notes) => {
        for (const note of notes) await tx.publish(noteTold, note, { text: note.text });
      }),
    ],
    resolvers: {
      ...board.resolvers,
      Mutation: {
        ...board.resolvers.Mutation,
        writeNote: (_: unknown, { input }: { input: { idempotencyKey: string; text: string } }, ctx: Context) =>
          ctx.mutate(input, async (tx) => {
            const found = await cases.get(tx, input.text, { field: 'text', visible: ({ place }) => place !== 'elsewhere' });
            act.reached++;
            await act.go;
            refuseIf(found.status !== 'OPEN', 'INVALID_TRANSITION', `The case is ${found.status}.`, { field: 'text' });
            return { note: null };
          }),
      },
    },
  });
};

type Context = Parameters<(typeof board.resolvers.Mutation)['writeNote']>[2];

const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }';

describe('what a service knows of a thing of another service', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(withCases());
  });
  afterAll(() => subgraph.stop());

  const tell = (id: string, aggregateversion: number, told: object, type = 'moved') =>
    subgraph.send({ type: `mediation.case.${type}`, subject: id, aggregateversion, data: told });
  const known = async (id: string) =>
    (await subgraph.sql('select status, place, seen_version as version from known_case where case_id = $1', [id]))[0];
  const refer = (id: string) =>
    subgraph.ask(member(newId()), WRITE, { input: { idempotencyKey: key(), text: id, amountFen: 1 } });

  test('is what the latest version told, in whatever order and however often it is heard', async () => {
    const id = newId();
    expect(await tell(id, 2, { status: 'OPEN', place: 'here' }, 'opened')).toBe(204);
    expect(await known(id)).toEqual({ status: 'OPEN', place: 'here', version: 2 });
    await tell(id, 4, { status: 'CLOSED' });
    await tell(id, 3, { status: 'HELD', place: 'there' });
    expect(await known(id)).toEqual({ status: 'CLOSED', place: 'here', version: 4 });
    await tell(id, 4, { status: 'CLOSED', place: 'there' });
    expect(await known(id)).toEqual({ status: 'CLOSED', place: 'there', version: 4 });
    await tell(id, 5, { status: 'SECRET' });
    expect(await known(id)).toMatchObject({ version: 4 });
  });

  test('of twenty versions that are heard at once the latest stays, and a change is news once', async () => {
    const id = newId();
    await Promise.all(Array.from({ length: 20 }, (_, at) => tell(id, at + 1, { status: `S${at + 1}` })));
    expect(await known(id)).toMatchObject({ status: 'S20', version: 20 });
    news.length = 0;
    await tell(id, 21, { status: 'S21' });
    await tell(id, 21, { status: 'S21' });
    await tell(id, 20, { status: 'S20' });
    expect(news).toEqual(['S20 → S21']);
  });

  test('an act that refers to it is refused where it is unknown, hidden or not in the state', async () => {
    const [unknown, hidden, closed, open] = [newId(), newId(), newId(), newId()];
    await tell(hidden, 1, { status: 'OPEN', place: 'elsewhere' });
    await tell(closed, 1, { status: 'CLOSED' });
    await tell(open, 1, { status: 'OPEN' });
    const outcome = async (id: string) => (await refer(id)).errors?.[0]?.extensions;
    for (const id of [unknown, hidden, 'x']) expect(await outcome(id)).toMatchObject({ code: 'NOT_FOUND', field: 'text' });
    expect(await outcome(closed)).toMatchObject({ code: 'INVALID_TRANSITION', field: 'text' });
    expect(await outcome(open)).toBeUndefined();
  });

  test('does not change while an act that refers to it goes on', async () => {
    const id = newId();
    await tell(id, 1, { status: 'OPEN' });
    const before = act.reached;
    let goOn: () => void = () => undefined;
    act.go = new Promise((resolve) => (goOn = resolve));
    const acting = refer(id);
    await eventually(() => act.reached > before);
    const heard = tell(id, 2, { status: 'CLOSED' });
    const waiting = `select from pg_locks waits join pg_locks held using (pid)
      where not waits.granted and held.relation = 'known_case'::regclass
        and held.database = (select oid from pg_database where datname = current_database())`;
    await eventually(async () => (await subgraph.sql(waiting)).length > 0);
    expect(await known(id)).toMatchObject({ status: 'OPEN' });
    goOn();
    expect((await acting).errors).toBeUndefined();
    expect(await heard).toBe(204);
    expect(await known(id)).toMatchObject({ status: 'CLOSED' });
  });
});

describe('a service that begins to follow things of another service', () => {
  /** Starts the service on the database of a test, and ends it. */
  const startOn = async (subgraph: TestSubgraph, definition: SubgraphDefinition) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const running = await openSubgraph(definition, {
      host: '127.0.0.1',
      port: 0,
      databaseUrl: subgraph.database.appUrl,
      migratorUrl: null,
      passportKeys: { keys: [] },
      serviceKey: { ...privateKey.export({ format: 'jwk' }), kid: 'board', alg: 'EdDSA' },
      subscribers: listenerTo('board'),
      cursorSecrets: ['a secret of the tests and of no other house'],
      allowTestClock: false,
      requestsSnapshots: true,
      logLevel: 'silent',
    });
    await running.stop();
  };
  const requests = async (subgraph: TestSubgraph) =>
    (
      await subgraph.sql<{ types: string[] }>(
        `select event->'data'->'types' as types from event_delivery where event->>'type' = 'board.snapshot.requested' order by id`,
      )
    ).map(({ types }) => types);
  const CASES = ['mediation.case.opened', 'mediation.case.moved'];
  const CONSENTS = ['organisation.consent.given', 'organisation.consent.withdrawn'];
  const ERASED = ['organisation.member.erased'];

  test('asks once for the present state of each table that it keeps, and again for a new revision', async () => {
    const subgraph = await testSubgraph(withCases());
    await startOn(subgraph, withCases());
    await startOn(subgraph, withCases());
    expect(await requests(subgraph)).toEqual([CONSENTS, ERASED, CASES]);
    await startOn(subgraph, withCases(2));
    await startOn(subgraph, withCases(2));
    expect(await requests(subgraph)).toEqual([CONSENTS, ERASED, CASES, CASES]);
    await subgraph.stop();
  });

  test('does not ask for a table that a data set has filled', async () => {
    const subgraph = await testSubgraph(withCases());
    await subgraph.sql(`insert into known_case values ($1, 'OPEN', null, 1)`, [newId()]);
    await startOn(subgraph, withCases());
    expect(await requests(subgraph)).toEqual([CONSENTS, ERASED]);
    await subgraph.stop();
  });

  test('is told every row that the owner has, with its version; nobody else is', async () => {
    const url = 'http://127.0.0.1:1/events';
    const subgraph = await testSubgraph(withCases(), {
      subscribers: [
        { type: 'board.note.*', name: 'venues', url },
        { type: 'board.note.*', name: 'training', url },
      ],
    });
    await subgraph.sql(
      `insert into note (id, writer, body, amount_fen, written_at, version)
       select gen_random_uuid(), 'somebody', 'note ' || n, 1, now(), n from generate_series(1, 1100) n`,
    );
    const ask = (types: string[]) => subgraph.send({ type: 'venues.snapshot.requested', subject: newId(), data: { types } });
    expect(await ask(['board.nothing.known'])).toBe(204);
    expect(await ask(['no type'])).toBe(400);
    expect(await ask(['board.note.told'])).toBe(204);
    const told = async (subscriber: string) =>
      (
        await subgraph.sql<{ notes: number; versions: number }>(
          `select count(*)::int as notes, count(*) filter (where event->>'aggregateversion' = substr(event->'data'->>'text', 6))::int as versions
           from event_delivery where subscriber = $1 and event->>'type' = 'board.note.told'`,
          [subscriber],
        )
      )[0];
    await eventually(async () => (await told('venues'))?.notes === 1100);
    expect(await told('venues')).toEqual({ notes: 1100, versions: 1100 });
    expect(await told('training')).toEqual({ notes: 0, versions: 0 });
    const [one] = await subgraph.sql<{ id: string }>('select id from note limit 1');
    expect(await eventsAbout(subgraph.sql, one?.id as string)).toHaveLength(1);
    await subgraph.stop();
  });
});
