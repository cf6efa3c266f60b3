import { type Grant, type Role, serviceViewer, type Viewer } from '@union-graph/identity';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { defineSubgraph, newId, type ReadContext } from '../src/index.ts';
import { matterBoard } from './fixture/matterBoard.ts';

class CreateEndings1773300020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table ending (union_id text primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ending');
  }
}

const withEndings = defineSubgraph({
  ...matterBoard,
  migrations: [...matterBoard.migrations, CreateEndings1773300020000],
  endedUnions: 'select union_id from ending',
  resolvers: {
    Query: {
      // What the acts and reads of this service know of the viewer.
      slow: (_: unknown, __: unknown, { viewer: { personId, unionPath, grants } }: ReadContext) =>
        JSON.stringify([personId, unionPath, grants.map(({ role, scopePath }) => `${role} ${scopePath}`)]),
    },
  },
});

describe('offices of unions that have ended (2.1.3)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(withEndings);
  });
  afterAll(() => subgraph.stop());

  /** Writes what has happened, and has the process read it as after an event. */
  const end = async (...ids: string[]) => {
    for (const id of ids) await subgraph.sql('insert into ending values ($1)', [id]);
    const [at, to] = [newId(), newId()];
    await move(at, `/city/110105/${at}/`, `/city/110105/${to}/${at}/`);
  };
  const move = async (subject: string, fromPath: string, toPath: string) => {
    const data = { fromPath, toPath, parentId: newId() };
    expect(await subgraph.send({ type: 'organisation.union.moved', subject, aggregateversion: 2, data })).toBe(204);
  };
  const seen = async (unionPath: string | null, ...grants: Grant[]) => {
    const viewer: Viewer = { ...staff('p', 'JOINT_UNION_OFFICER'), unionPath, grants };
    return JSON.parse(String((await subgraph.ask(viewer, '{ slow }')).data?.slow)) as [string, string | null, string[]];
  };
  const grant = (role: Role, scopePath: string, unionId?: string): Grant => ({ role, scopePath, ...(unionId && { unionId }) });

  test('an office at the union, below it or given by it is over; the person, other offices and what a member has stay', async () => {
    const [union, other] = [newId(), newId()];
    const [home, away] = [`/city/110105/${union}/`, `/city/110105/${other}/`];
    const held = [
      grant('JOINT_UNION_OFFICER', home, union),
      grant('STATION_STAFF', `${home}${newId()}/`),
      grant('MEDIATOR', '/city/110105/', union),
      grant('JOINT_UNION_OFFICER', away, other),
      grant('DISTRICT_ADMIN', '/city/110105/'),
      grant('MEMBER', home),
      grant('EMPLOYER_REP', `${home}${newId()}/`),
    ];
    const told = held.map(({ role, scopePath }) => `${role} ${scopePath}`);
    expect(await seen(home, ...held)).toEqual(['p', home, told]);
    await end(union);
    expect(await seen(home, ...held)).toEqual(['p', null, told.slice(3)]);
    expect(await seen(away, ...held.slice(0, 3))).toEqual(['p', away, []]);
  });

  test('a token of before a move tells the old place: what left the union before it ended goes on, and what came to it is over', async () => {
    const [union, left, came] = [newId(), newId(), newId()];
    const [home, elsewhere] = [`/city/110105/${union}/`, `/city/110106/${newId()}/`];
    await move(left, `${home}${left}/`, `${elsewhere}${left}/`);
    await move(came, `${elsewhere}${came}/`, `${home}${came}/`);
    await end(union);
    expect(
      await seen(
        `${home}${left}/`,
        grant('JOINT_UNION_OFFICER', `${home}${left}/`),
        grant('JOINT_UNION_OFFICER', `${elsewhere}${came}/`),
      ),
    ).toEqual(['p', `${elsewhere}${left}/`, [`JOINT_UNION_OFFICER ${elsewhere}${left}/`]]);
  });

  test('the gateway is told which unions have ended, and nobody without a passport', async () => {
    const union = newId();
    await end(union);
    const told = (authorization: string) => fetch(new URL('/unions/ended', subgraph.url), { headers: { authorization } });
    const answer = await told(`Passport ${await subgraph.sign(serviceViewer('gateway'), 'board')}`);
    expect(((await answer.json()) as { ids: string[] }).ids).toContain(union);
    expect((await told('Passport none')).status).toBe(401);
  });

  test('a request asks the database for no ended unions', async () => {
    const office = grant('JOINT_UNION_OFFICER', `/city/110105/${newId()}/`);
    await seen(null, office);
    subgraph.statements();
    expect((await seen(null, office))[2]).toHaveLength(1);
    expect(subgraph.statements().filter((statement) => /from ending|endedUnion/.test(statement))).toEqual([]);
  });
});
