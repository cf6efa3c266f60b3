import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { A_SECOND, type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
beforeAll(async () => {
  house = await startPartnerHouse(2);
});
afterAll(() => house.stop());

const QUERY = '{ servicePoints { nodes { nameZh } } }';
const askAll = async (token: string, query = QUERY, now?: string) => {
  const headers = { ...PURPOSE, ...(now && { 'x-test-now': now }) };
  return Promise.all(house.gateways.map(async (gateway) => (await gateway.ask(query, { token, headers })).codes[0]));
};

/** A client with an agreement that every gateway knows. */
async function partner(client: string, changes: object = {}) {
  const id = await house.agree({ client_id: client, ...changes });
  const token = await house.tokenOf(client);
  // Each request in another minute, so that it does not count in the quota that the test measures.
  let minute = Date.parse('2000-02-01T00:00:00Z');
  await eventually(async () => {
    minute += 86_400_000;
    expect(await askAll(token, '{ myAgreement { id party { id } } }', new Date(minute).toISOString())).toEqual([
      undefined,
      undefined,
    ]);
  });
  return { id, token };
}

const stop = (scope: string, target: string) =>
  house.sql(
    `insert into emergency_stop (id, scope, target, reason, by_person, starts_at) values (gen_random_uuid(), $1, $2, 'r', gen_random_uuid(), now())`,
    [scope, target],
  );

describe('a revocation applies after one second in every gateway (GOV-INV-5)', () => {
  const ends: [string, (id: string, client: string) => Promise<unknown>, string][] = [
    [
      'a revocation',
      (id) => house.sql(`update data_sharing_agreement set status = 'REVOKED', ended_on = '2013-10-19' where id = $1`, [id]),
      'AGREEMENT_INACTIVE',
    ],
    [
      'a suspension',
      (id) => house.sql(`update data_sharing_agreement set status = 'SUSPENDED' where id = $1`, [id]),
      'AGREEMENT_INACTIVE',
    ],
    [
      'a shorter term',
      (id) => house.sql(`update data_sharing_agreement set valid_to = '2001-01-01' where id = $1`, [id]),
      'AGREEMENT_INACTIVE',
    ],
    [
      'a refused field',
      (id) => house.sql(`update field_approval set decision = 'REFUSED', reason = 'r' where agreement_id = $1`, [id]),
      'FIELD_NOT_ALLOWED',
    ],
    ['a stop of the client', (_, client) => stop('CLIENT', client), 'AGREEMENT_INACTIVE'],
    [
      'a stop of the partner',
      async (id) => {
        const [row] = await house.sql('select party_id from data_sharing_agreement where id = $1', [id]);
        return stop('PARTNER', row?.party_id as string);
      },
      'AGREEMENT_INACTIVE',
    ],
  ];

  test.each(ends)('%s', async (name, end, code) => {
    const { id, token } = await partner(name);
    await end(id, name);
    await sleep(A_SECOND);
    expect(await askAll(token)).toEqual([code, code]);
  });

  test.each(ends)('%s, also without notifications', async (name, end, code) => {
    const client = `${name} unheard`;
    const { id, token } = await partner(client);
    await silently(async () => {
      await end(id, client);
      await sleep(A_SECOND);
      expect(await askAll(token)).toEqual([code, code]);
    });
  });

  test('also for clients that send requests all the time, on open connections', async () => {
    const { id, token } = await partner('busy');
    let revokedAt = Number.POSITIVE_INFINITY;
    let answered = 0;
    const late: (string | undefined)[] = [];
    const asking = Array.from({ length: 8 }, async (_, at) => {
      const gateway = house.gateways[at % 2] as GatewayUnderTest;
      for (let startedAt = performance.now(); startedAt < revokedAt + 1.5 * A_SECOND; startedAt = performance.now()) {
        const { codes } = await gateway.ask(QUERY, { token, headers: PURPOSE });
        answered += 1;
        if (startedAt > revokedAt + A_SECOND) late.push(String(codes[0]));
      }
    });
    await eventually(() => expect(answered).toBeGreaterThan(8));
    await house.sql(`update data_sharing_agreement set status = 'REVOKED', ended_on = '2013-10-19' where id = $1`, [id]);
    revokedAt = performance.now();
    await Promise.all(asking);
    expect(late.length).toBeGreaterThan(0);
    // A client that sends requests all the time exceeds the limit of attempts.
    expect(late.filter((code) => code !== 'AGREEMENT_INACTIVE' && code !== 'RATE_LIMITED')).toEqual([]);
  });
});

/** Runs `work` while the database sends no notifications: a change shows in its version number only. */
async function silently(work: () => Promise<void>): Promise<void> {
  const body = (announce: string) => `create or replace function governance_changed() returns trigger language plpgsql as $$
    begin update governance_version set version = version + 1; ${announce} return null; end $$`;
  await house.sql(body(''));
  try {
    await work();
  } finally {
    await house.sql(body(`perform pg_notify('governance_changed', '');`));
  }
}

describe('an emergency stop', () => {
  const read = async (token: string, field: string) =>
    (await house.gateways[0]?.ask(`{ servicePoints { nodes { ${field} } } }`, { token, headers: PURPOSE }))?.codes[0];

  test('of a field applies to staff and partners, until it ends or is lifted', async () => {
    const { token } = await partner('field');
    const staff = await house.tokenOfPerson('AUDITOR');
    await stop('FIELD', 'ServicePoint.nameZh');
    await eventually(async () => expect(await read(token, 'nameZh')).toBe('FIELD_NOT_ALLOWED'));
    expect(await read(staff, 'a: nameZh')).toBe('FORBIDDEN');
    expect(await read(staff, 'phone')).toBeUndefined();
    await house.sql('update emergency_stop set ends_at = $1', ['2999-01-01']);
    const later = { token: staff, headers: { 'x-test-now': '2999-01-02T00:00:00Z' } };
    await eventually(async () => expect((await house.gateways[0]?.ask(QUERY, later))?.codes).toEqual([]));
    await house.sql('update emergency_stop set lifted_at = now()');
    await eventually(async () =>
      expect([await read(token, 'nameZh'), await read(staff, 'nameZh')]).toEqual([undefined, undefined]),
    );
  });

  test('of a subgraph applies to all fields that it owns, and to no others', async () => {
    const { token } = await partner('subgraph');
    await stop('SUBGRAPH', 'points');
    await eventually(async () => expect(await read(token, 'nameZh')).toBe('FIELD_NOT_ALLOWED'));
    expect((await askAll(token, '{ myAgreement { id party { id } } }'))[0]).toBeUndefined();
    await house.sql('update emergency_stop set lifted_at = now()');
  });
});

describe('quotas are exact over all gateways (GOV-INV-8)', () => {
  const answered = async (token: string, requests: number, now: string) => {
    const answers = await Promise.all(
      Array.from({ length: requests }, (_, at) =>
        (house.gateways[at % 2] as GatewayUnderTest).ask(QUERY, { token, headers: { ...PURPOSE, 'x-test-now': now } }),
      ),
    );
    const refused = answers.flatMap(({ codes, status }) => codes.map((code) => `${status} ${code}`));
    return { answered: requests - refused.length, refused: [...new Set(refused)] };
  };

  test('of 100 concurrent requests to two gateways, 20 are answered in a minute, and 20 in the next one', async () => {
    const { token } = await partner('minute', { per_minute: 20 });
    expect(await answered(token, 100, '2013-10-19T10:00:59Z')).toEqual({ answered: 20, refused: ['429 RATE_LIMITED'] });
    for (const form of [
      '{ myAgreement { quota { usedToday } } }',
      '{ ... on Query { myAgreement { quota { usedToday } } } }',
      '{ ...A } fragment A on Query { myAgreement { quota { usedToday } } }',
    ]) {
      const usedUp = { ...PURPOSE, 'x-test-now': '2013-10-19T10:00:59Z' };
      const own = await house.gateways[0]?.ask(form, { token, headers: usedUp });
      expect([form, own?.data]).toEqual([form, { myAgreement: { quota: { usedToday: 20 } } }]);
    }
    expect((await answered(token, 30, '2013-10-19T10:01:00Z')).answered).toBe(20);
    const headers = { ...PURPOSE, 'x-test-now': '2013-10-19T10:02:00Z' };
    const told = await house.gateways[0]?.ask('{ myAgreement { quota { usedToday } } }', { token, headers });
    expect(told?.data).toEqual({ myAgreement: { quota: { usedToday: 40 } } });
  });

  test('of 100 concurrent requests, 30 are answered in a civil day, and 30 on the next day in Beijing', async () => {
    const { token } = await partner('day', { per_day: 30 });
    expect(await answered(token, 100, '2013-10-19T15:59:59Z')).toEqual({ answered: 30, refused: ['429 QUOTA_EXCEEDED'] });
    expect((await answered(token, 40, '2013-10-19T16:00:00Z')).answered).toBe(30);
  });

  test('refused requests are not counted', async () => {
    const { token } = await partner('refused');
    await house.sql(`update data_sharing_agreement set per_day = 1 where client_id = 'refused'`);
    await house.settled();
    const now = '2013-10-20T10:00:00Z';
    const ask = (query: string) => house.gateways[0]?.ask(query, { token, headers: { ...PURPOSE, 'x-test-now': now } });
    for (let tries = 0; tries < 3; tries++) expect((await ask('{ secret }'))?.codes).toEqual(['FIELD_NOT_ALLOWED']);
    expect((await ask(QUERY))?.codes).toEqual([]);
    expect((await ask('{ __schema { queryType { name } } }'))?.codes).toEqual(['QUOTA_EXCEEDED']);
  });
});

test('while the governance database is unavailable, partners are refused and staff can read', async () => {
  const { token } = await partner('away');
  const name = new URL(house.appUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await admin.connect();
  try {
    await admin.query(`alter database "${name}" allow_connections false`);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'governance_app'`,
      [name],
    );
    await eventually(async () => expect(await askAll(token)).toEqual(['DEPENDENCY_UNAVAILABLE', 'DEPENDENCY_UNAVAILABLE']));
    expect((await house.gateways[0]?.ask(QUERY, { token: await house.tokenOfPerson('AUDITOR') }))?.codes).toEqual([]);
  } finally {
    await admin.query(`alter database "${name}" allow_connections true`);
    await admin.end();
  }
  await eventually(async () => expect(await askAll(token)).toEqual([undefined, undefined]));
});
