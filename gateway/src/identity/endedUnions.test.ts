import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@union-graph/identity';
import { eventually, staff } from '@union-graph/testing';
import { pino } from 'pino';
import { type EndedUnions, watchEndedUnions } from './endedUnions.ts';

const log = pino({ level: 'silent' });
const [ENDED, OTHER] = ['0197a000-0000-7000-8000-000000000001', '0197a000-0000-7000-8000-000000000002'];

describe('offices of unions that have ended (2.1.3)', () => {
  const asked: string[] = [];
  let answer: { status: number; body: string };
  let unions: EndedUnions;
  const server = createServer(({ url, headers }, response) => {
    asked.push(`${url} ${headers.authorization}`);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close().closeAllConnections());
  afterEach(() => unions.stop());

  const watch = () => {
    const owner = { name: 'organisation', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
    unions = watchEndedUnions({ owner, authorization: async (name) => `Passport for ${name}`, maxBytes: 10_000, log });
  };
  const telling = (...ids: string[]) => ({ status: 200, body: JSON.stringify({ ids }) });
  const viewer = {
    ...staff('p', 'JOINT_UNION_OFFICER'),
    grants: [
      { role: 'INDUSTRY_ADMIN', scopePath: `/city/${ENDED}/` },
      { role: 'BUREAU_ADMIN', scopePath: '/city/', unionId: ENDED },
      { role: 'MEMBER', scopePath: `/city/${ENDED}/` },
      { role: 'JOINT_UNION_OFFICER', scopePath: `/city/${ENDED}/${OTHER}/`, unionId: OTHER },
    ] as { role: Role; scopePath: string; unionId?: string }[],
  };
  const rolesLeft = () => unions.presentViewer(viewer).grants.map(({ role }) => role);

  test('are left out of the viewer; what a member has, and other unions’ offices, stay', async () => {
    answer = telling(ENDED);
    watch();
    expect(rolesLeft()).toHaveLength(4);
    await eventually(() => rolesLeft().length === 2);
    expect(rolesLeft()).toEqual(['MEMBER', 'JOINT_UNION_OFFICER']);
    expect(asked.at(-1)).toBe('/unions/ended Passport for organisation');
    expect(unions.presentViewer(viewer)).toBe(unions.presentViewer(viewer));
    const other = staff('q', 'DISTRICT_ADMIN');
    expect(unions.presentViewer(other)).toBe(other);
  });

  test('another ending is heard within seconds, and what was told last holds while the service does not answer', async () => {
    answer = telling(ENDED);
    watch();
    await eventually(() => rolesLeft().length === 2);
    answer = { status: 500, body: '' };
    const count = asked.length;
    await eventually(() => asked.length > count, 10);
    expect(rolesLeft()).toHaveLength(2);
    answer = telling(ENDED, OTHER);
    await eventually(() => rolesLeft().length === 1, 10);
  });

  test('an answer without ids changes nothing', async () => {
    answer = { status: 200, body: '{"ids":[1]}' };
    const count = asked.length;
    watch();
    await eventually(() => asked.length > count);
    expect(rolesLeft()).toHaveLength(4);
  });
});
