import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { A_SECOND, type PartnerHouse, startPartnerHouse } from '../../test/partners.ts';

const AID = { 'x-purpose': 'LEGAL_AID' };
const FIELDS = [
  'Query.members',
  'Member.id',
  'Member.nameZh',
  'Query.myAgreement',
  'DataSharingAgreement.id',
  'DataSharingAgreement.quota',
  'Quota.usedToday',
  'Quota.personsToday',
];
const MEMBERS = 'query ($first: Int) { members(first: $first) { nameZh } }';

let house: PartnerHouse;
let processes: GatewayUnderTest[] = [];
beforeAll(async () => {
  house = await startPartnerHouse(0);
  processes = await Promise.all([house.openProcess(), house.openProcess()]);
});
afterAll(async () => {
  await Promise.all(processes.map((gateway) => gateway.stop()));
  await house.stop();
});

/** A law firm's program that every process knows; `ask` sends requests to the processes in turn. */
async function lawFirm(client: string, changes: object = {}) {
  const id = await house.agree({
    client_id: client,
    kind: 'LEGAL_SERVICE',
    purposes: ['LEGAL_AID'],
    coordinates: FIELDS,
    ...changes,
  });
  const token = await house.tokenOf(client);
  const ask = (at: number, query: string, variables: object = {}, now = '2013-10-19T10:00:00Z') =>
    (processes[at % 2] as GatewayUnderTest).ask(query, { token, variables, headers: { ...AID, 'x-test-now': now } });
  for (const at of [0, 1])
    await eventually(async () =>
      expect((await ask(at, '{ myAgreement { id party { id } } }', {}, '2012-01-01T00:00:00Z')).data).toMatchObject({
        myAgreement: { id: expect.any(String) },
      }),
    );
  return { id, ask };
}

const outcomes = async (answers: ReturnType<GatewayUnderTest['ask']>[]) => {
  const codes = (await Promise.all(answers)).map(({ codes: [code], status }) => (code ? `${status} ${code}` : 'answered'));
  return Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((other) => other === code).length]));
};
const many = <Value>(count: number, make: (at: number) => Value): Value[] => Array.from({ length: count }, (_, at) => make(at));

describe('GOV-INV-8: two processes, parallel connections', () => {
  test('requests per minute and per day', async () => {
    const minute = await lawFirm('minute', { per_minute: 25 });
    expect(await outcomes(many(120, (at) => minute.ask(at, MEMBERS, { first: 1 })))).toEqual({
      answered: 25,
      '429 RATE_LIMITED': 95,
    });
    const day = await lawFirm('day', { per_day: 30 });
    expect(await outcomes(many(80, (at) => day.ask(at, MEMBERS, { first: 1 })))).toEqual({
      answered: 30,
      '429 QUOTA_EXCEEDED': 50,
    });
  });

  test('distinct persons: none is counted twice, and none is read beyond the quota', async () => {
    const { ask } = await lawFirm('persons', { persons_per_day: 10 });
    expect(await outcomes(many(40, (at) => ask(at, MEMBERS, { first: 1 + (at % 20) })))).toMatchObject({
      '429 QUOTA_EXCEEDED': expect.any(Number),
    });
    const told = await ask(0, '{ myAgreement { quota { personsToday } } }');
    expect(told.data).toEqual({ myAgreement: { quota: { personsToday: 10 } } });
    // Persons that were read may be read again. An answer with one person more is refused.
    expect(await outcomes(many(20, (at) => ask(at, MEMBERS, { first: 10 })))).toEqual({ answered: 20 });
    const over = await ask(1, MEMBERS, { first: 11 });
    expect([over.status, over.codes, over.data]).toEqual([429, ['QUOTA_EXCEEDED'], undefined]);
    expect(JSON.stringify(over)).not.toContain('secret');
    // The next day has a quota of its own.
    expect((await ask(0, MEMBERS, { first: 10 }, '2013-10-20T10:00:00Z')).codes).toEqual([]);
    const records = await house.sql(
      `select decision, code from access_record where code = 'QUOTA_EXCEEDED' and subjects @> array['m10'] limit 1`,
    );
    expect(records).toEqual([{ decision: 'REFUSED', code: 'QUOTA_EXCEEDED' }]);
  });

  test('of different persons read concurrently through both processes, exactly the quota is read', async () => {
    for (let round = 0; round < 3; round++) {
      const { ask } = await lawFirm(`race ${round}`, { persons_per_day: 7 });
      const answers = await Promise.all(many(60, (at) => ask(at, MEMBERS, { first: 1 + (at % 12) })));
      const read = Math.max(...answers.map(({ data }) => (data?.members as unknown[] | undefined)?.length ?? 0));
      expect(read).toBeLessThanOrEqual(7);
      const [row] = await house.sql(
        `select count(*)::int as persons from quota_person p join data_sharing_agreement a on a.id = p.agreement_id where a.client_id = $1`,
        [`race ${round}`],
      );
      expect(row?.persons).toBe(read);
    }
  });

  test('the cost of one operation, by its lists', async () => {
    const { ask } = await lawFirm('cost', { max_cost: 10 });
    expect((await ask(0, '{ members(first: 2) { id } myAgreement { id } }')).codes).toEqual(['RATE_LIMITED']);
    expect((await ask(0, '{ myAgreement { id } }')).codes).toEqual([]);
  });
});

describe('GOV-INV-5: after one second in every process, also without notifications', () => {
  const ends: [string, (id: string, client: string) => Promise<unknown>, string][] = [
    [
      'revocation',
      (id) => house.sql(`update data_sharing_agreement set status = 'REVOKED', ended_on = '2013-10-19' where id = $1`, [id]),
      'AGREEMENT_INACTIVE',
    ],
    [
      'suspension',
      (id) => house.sql(`update data_sharing_agreement set status = 'SUSPENDED' where id = $1`, [id]),
      'AGREEMENT_INACTIVE',
    ],
    [
      'expiry',
      (id) => house.sql(`update data_sharing_agreement set valid_to = '2010-01-01' where id = $1`, [id]),
      'AGREEMENT_INACTIVE',
    ],
    [
      'emergency stop',
      (_, client) =>
        house.sql(
          `insert into emergency_stop (id, scope, target, reason, by_person, starts_at) values (gen_random_uuid(), 'CLIENT', $1, 'r', gen_random_uuid(), now())`,
          [client],
        ),
      'AGREEMENT_INACTIVE',
    ],
  ];

  test.each(ends)('%s', async (name, end, code) => {
    const { id, ask } = await lawFirm(`end ${name}`);
    // The listening connections are ended, as by a firewall, and no change is notified any more.
    const announce = (text: string) =>
      house.sql(`create or replace function governance_changed() returns trigger language plpgsql as $$
        begin update governance_version set version = version + 1; ${text} return null; end $$`);
    await announce('');
    try {
      await house.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`,
      );
      await end(id, `end ${name}`);
      await sleep(A_SECOND);
      const answers = await Promise.all(many(8, (at) => ask(at, MEMBERS)));
      expect(new Set(answers.map(({ codes }) => codes[0]))).toEqual(new Set([code]));
    } finally {
      await announce(`perform pg_notify('governance_changed', '');`);
    }
  });

  test('discards the response of a request in flight, and refuses later requests', async () => {
    const { id, ask } = await lawFirm('long');
    const held = new Promise<ServerResponse>((resolve) => {
      house.subgraph.behave(async (request, response) => {
        // The gateway polls the SDL all the time.
        if ((await text(request)).includes('_service')) return response.writeHead(503).end();
        resolve(response);
      });
    });
    try {
      const long = ask(0, MEMBERS);
      const response = await held;
      await house.sql(`update data_sharing_agreement set status = 'REVOKED', ended_on = '2013-10-19' where id = $1`, [id]);
      await sleep(A_SECOND);
      expect((await ask(0, MEMBERS)).codes).toEqual(['AGREEMENT_INACTIVE']);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":{"members":[{"nameZh":"secret","person0_0":"m0"}]}}');
      expect((await long).codes).toEqual(['AGREEMENT_INACTIVE']);
    } finally {
      house.subgraph.behave(undefined);
    }
  });
});
