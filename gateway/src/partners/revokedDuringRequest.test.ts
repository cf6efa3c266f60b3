import { once } from 'node:events';
import { request as open, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { A_SECOND, type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { type Definition, federation } from '../../test/subgraph.ts';

/** The number of executed mutations. */
let reports = 0;
const projects: Definition = {
  sdl: `${federation('"@key"', '"@tag"', '"@requiresScopes"')}
    type Query { projects: String @tag(name: "pub") }
    type Mutation { reportProject(text: String!): Report @tag(name: "par") @requiresScopes(scopes: [["write"]]) }
    type Report { text: String @tag(name: "par") }`,
  resolvers: {
    Mutation: {
      reportProject: (_: unknown, { text }: { text: string }) => {
        reports += 1;
        return { text };
      },
    },
  },
};

let house: PartnerHouse;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  house = await startPartnerHouse(1, undefined, { projects });
  gateway = house.gateways[0] as GatewayUnderTest;
});
afterAll(() => house.stop());
afterEach(() => house.subgraph.behave(undefined));

const QUERY = '{ servicePoints { nodes { nameZh } } }';
const REPORT = 'mutation { reportProject(text: "t") { text } }';
const FIELDS = [
  'Query.servicePoints',
  'ServicePoint.nameZh',
  'Mutation.reportProject',
  'Query.myAgreement',
  'DataSharingAgreement.id',
];

async function partner(client: string, changes: object = {}) {
  const id = await house.agree({ client_id: client, coordinates: FIELDS, ...changes });
  const token = await house.tokenOf(client);
  const ask = (query: string) => gateway.ask(query, { token, headers: PURPOSE });
  await eventually(async () =>
    expect((await ask('{ myAgreement { id party { id } } }')).data).toMatchObject({ myAgreement: { id: expect.any(String) } }),
  );
  return { id, token, ask };
}

const revoke = (id: string) =>
  house.sql(`update data_sharing_agreement set status = 'REVOKED', ended_on = '2013-10-19' where id = $1`, [id]);
const stop = (scope: string, target: string) =>
  house.sql(
    `insert into emergency_stop (id, scope, target, reason, by_person, starts_at) values (gen_random_uuid(), $1, $2, 'r', gen_random_uuid(), now())`,
    [scope, target],
  );

/** Delays the answers of the subgraph: `asked` resolves when it is called, `answer` sends the response. */
function slowly(): { asked: Promise<void>; answer: () => void } {
  let reply: ServerResponse | undefined;
  const asked = new Promise<void>((resolve) => {
    house.subgraph.behave(async (request, response) => {
      // The gateway polls the SDL all the time.
      if ((await text(request)).includes('_service')) return response.writeHead(503).end();
      reply = response;
      resolve();
    });
  });
  const answer = () =>
    reply
      ?.writeHead(200, { 'content-type': 'application/json' })
      .end('{"data":{"servicePoints":{"nodes":[{"__typename":"ServicePoint","id":"p","nameZh":"secret"}]}}}');
  return { asked, answer: () => void answer() };
}

/** Sends the headers of a request and half of its body, and waits until the gateway has admitted it. Returns a function that sends the rest. */
async function halfSent(token: string, query: string) {
  const body = JSON.stringify({ query });
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': body.length,
    expect: '100-continue',
  };
  const sending = open(`${gateway.url}/graphql`, { method: 'POST', headers: { ...headers, ...PURPOSE } });
  const answered = new Promise<string>((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', (response) => text(response).then(resolve, reject));
  });
  const begun = once(sending, 'continue');
  sending.write(body.slice(0, 10));
  await begun;
  return () => {
    sending.end(body.slice(10));
    return answered;
  };
}

const ends: [string, (id: string, client: string) => Promise<unknown>, string][] = [
  ['revocation', revoke, 'AGREEMENT_INACTIVE'],
  [
    'suspension',
    (id) => house.sql(`update data_sharing_agreement set status = 'SUSPENDED' where id = $1`, [id]),
    'AGREEMENT_INACTIVE',
  ],
  ['stop of the client', (_, client) => stop('CLIENT', client), 'AGREEMENT_INACTIVE'],
  ['stop of a field', () => stop('FIELD', 'ServicePoint.nameZh'), 'FIELD_NOT_ALLOWED'],
  [
    'mask',
    (id) =>
      house.sql(`update field_approval set mask = 'PARTIAL' where agreement_id = $1 and coordinate = 'ServicePoint.nameZh'`, [
        id,
      ]),
    'AGREEMENT_INACTIVE',
  ],
];

describe.each(ends)('a %s in the middle of a request', (name, end, code) => {
  afterEach(() => house.sql('update emergency_stop set lifted_at = now()'));

  test('discards the response of a request in flight, and the access record says so', async () => {
    const client = `${name} while it is read`;
    const { id, ask } = await partner(client);
    const { asked, answer } = slowly();
    const waiting = ask(QUERY);
    await asked;
    await end(id, client);
    await sleep(A_SECOND);
    answer();
    const told = await waiting;
    expect([told.status, told.codes, told.data]).toEqual([403, [code], undefined]);
    expect(JSON.stringify(told)).not.toContain('secret');
    const [record] = await house.sql('select decision, code from access_record where client = $1 order by seq desc limit 1', [
      client,
    ]);
    expect(record).toEqual({ decision: 'REFUSED', code });
  });

  test('applies to a request whose body arrives after it, although its headers were admitted before', async () => {
    const client = `${name} while it is sent`;
    const { id, token } = await partner(client);
    const send = await halfSent(token, QUERY);
    await end(id, client);
    await sleep(A_SECOND);
    house.subgraph.calls.splice(0);
    const told = JSON.parse(await send());
    expect(told.errors[0].extensions.code).toBe(code);
    expect([told.data, house.subgraph.calls]).toEqual([undefined, []]);
  });
});

test('a mutation whose body arrives after the revocation is not executed', async () => {
  const { id, token } = await partner('late writer');
  const send = await halfSent(token, REPORT);
  await revoke(id);
  await sleep(A_SECOND);
  expect(await send()).toContain('AGREEMENT_INACTIVE');
  expect(reports).toBe(0);
});

test('a request continues after a change of another agreement, or of fields that it does not select', async () => {
  const { ask } = await partner('untouched');
  const other = await partner('touched');
  const { asked, answer } = slowly();
  const waiting = ask(QUERY);
  await asked;
  await revoke(other.id);
  await stop('FIELD', 'ServicePoint.phone');
  await sleep(A_SECOND);
  answer();
  expect((await waiting).data).toEqual({ servicePoints: { nodes: [{ nameZh: 'secret' }] } });
});
