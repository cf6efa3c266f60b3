import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
let gateway: GatewayUnderTest;
const tokens = { known: '', unknown: '' };
beforeAll(async () => {
  house = await startPartnerHouse();
  gateway = house.gateways[0] as GatewayUnderTest;
  tokens.known = await house.tokenOf('registered');
  tokens.unknown = await house.tokenOf('stranger');
  await house.sql("insert into partner_client values ('registered', $1, $1, 'paper', now())", [crypto.randomUUID()]);
  await eventually(async () => expect((await ask('known', TO_SIGN)).errors).toEqual([]));
});
afterAll(() => house.stop());

const NOW = { 'x-test-now': '2013-10-19T10:00:00+08:00' };
const OWN = '{ myAgreement { id status validTo deletionDueOn reason version } }';

describe('a partner whose agreement has ended', () => {
  const endings = [
    ['expired', { valid_to: '2013-09-30' }, 'EXPIRED', 'expired on 2013-09-30'],
    ['suspended', { status: 'SUSPENDED', suspended_on: '2013-10-01' }, 'SUSPENDED', 'is suspended since 2013-10-01'],
    ['revoked', { status: 'REVOKED', ended_on: '2013-10-02' }, 'REVOKED', 'was revoked on 2013-10-02'],
    ['coming', { valid_from: '2013-11-01' }, 'SIGNED', 'begins on 2013-11-01'],
  ] as const;

  test.each(endings)('%s: is told so, and reads it; nothing else', async (name, changes, status, told) => {
    const client = `ended-${name}`;
    const id = await house.agree({ client_id: client, valid_from: '2013-01-01', valid_to: '2014-09-30', ...changes });
    const token = await house.tokenOf(client);
    await eventually(async () => {
      const { errors, codes } = await gateway.ask('{ whoAmI }', { token, headers: { ...PURPOSE, ...NOW } });
      expect(codes).toEqual(['AGREEMENT_INACTIVE']);
      expect(errors[0]?.message).toContain(told);
    });
    for (const headers of [NOW, { ...PURPOSE, ...NOW }]) {
      const own = await gateway.ask(OWN, { token, headers });
      expect(own.errors).toEqual([]);
      expect(own.data).toMatchObject({ myAgreement: { id, status, reason: 'r' } });
    }
  });

  test('`__typename` alone is no answer under an unknown purpose', async () => {
    const token = await house.tokenOf('typename-only');
    const id = await house.agree({ client_id: 'typename-only', valid_from: '2013-01-01', valid_to: '2014-09-30' });
    const headers = { ...NOW, 'x-purpose': 'INVENTED' };
    await eventually(async () =>
      expect((await gateway.ask(OWN, { token, headers })).data).toMatchObject({ myAgreement: { id } }),
    );
    for (const query of ['{ __typename }', 'mutation { __typename }', '{ ... { t: __typename } }'])
      expect((await gateway.ask(query, { token, headers })).codes).toEqual(['PURPOSE_MISMATCH']);
  });

  test('under an emergency stop, not even its own agreement is read', async () => {
    const ask = async (client: string) => (await gateway.ask(OWN, { token: await house.tokenOf(client), headers: NOW })).codes;
    const partyId = crypto.randomUUID();
    for (const client of ['stopped-client', 'stopped-partner'])
      await house.agree({ client_id: client, party_id: partyId, valid_from: '2013-01-01', valid_to: '2013-09-30' });
    await eventually(async () => expect([await ask('stopped-client'), await ask('stopped-partner')]).toEqual([[], []]));
    const stop = (scope: string, target: string) =>
      house.sql(
        `insert into emergency_stop (id, scope, target, reason, by_person, starts_at) values (gen_random_uuid(), $1, $2, 'r', gen_random_uuid(), now())`,
        [scope, target],
      );
    await stop('CLIENT', 'stopped-client');
    await eventually(async () => expect(await ask('stopped-client')).toEqual(['AGREEMENT_INACTIVE']));
    expect(await ask('stopped-partner')).toEqual([]);
    await stop('PARTNER', partyId);
    await eventually(async () => expect(await ask('stopped-partner')).toEqual(['AGREEMENT_INACTIVE']));
  });

  test('confirms the deletion itself, with another live agreement and with a purpose or without', async () => {
    const token = await house.tokenOf('ended-twice');
    await house.agree({ client_id: 'ended-twice', valid_from: '2013-10-01', valid_to: '2014-09-30' });
    for (const headers of [NOW, { ...PURPOSE, ...NOW }]) {
      const agreementId = await house.agree({ client_id: 'ended-twice', valid_from: '2013-01-01', valid_to: '2013-09-30' });
      const input = { idempotencyKey: crypto.randomUUID(), agreementId, expectedVersion: 1 };
      const answer = await gateway.ask(
        'mutation ($input: ConfirmDeletionInput!) { confirmDeletion(input: $input) { agreement { id deletionConfirmedAt } } }',
        { token, variables: { input }, headers },
      );
      expect(answer.errors).toEqual([]);
      expect(answer.data).toMatchObject({
        confirmDeletion: { agreement: { id: agreementId, deletionConfirmedAt: expect.any(String) } },
      });
    }
  });
});

test('a partner with a live agreement manages its others with a purpose, too, and reads all of its own', async () => {
  const token = await house.tokenOf('managing');
  const headers = { ...PURPOSE, ...NOW };
  const id = await house.agree({
    client_id: 'managing',
    valid_from: '2013-10-01',
    valid_to: '2014-09-30',
    coordinates: ['Query.servicePoints'],
  });
  await eventually(async () =>
    expect((await gateway.ask('{ whoAmI }', { token, headers })).codes).toEqual(['FIELD_NOT_ALLOWED']),
  );
  expect((await gateway.ask(TO_SIGN, { token, headers })).errors).toEqual([]);
  const { data, errors } = await gateway.ask(REQUEST, { token, variables: wish(), headers });
  expect([errors, data]).toMatchObject([[], { requestSharingAgreement: { request: { status: 'OPEN' } } }]);
  const all = `{ myAgreement { id kind party { id } lawFirm { id } purposes coordinates rowFilter { districtCodes projectIds } masking { coordinate kind }
    quota { limitPerMinute limitPerDay usedToday maxCost limitPersonsPerDay personsToday } validFrom validTo status signedBy { side at }
    reason deletionDueOn deletionConfirmedAt deletionEvidence version } }`;
  const own = await gateway.ask(all, { token, headers });
  expect(own.errors).toEqual([]);
  expect(own.data).toMatchObject({ myAgreement: { id, status: 'ACTIVE', version: 1, signedBy: [] } });
  // What is internal stays so, and the log is read as agreed.
  for (const field of ['approvals { coordinate }', 'impactAssessmentId', 'accessLog { totalCount }', 'signedBy { signatory }'])
    expect((await gateway.ask(`{ myAgreement { ${field} } }`, { token, headers })).codes).toEqual(['FIELD_NOT_ALLOWED']);
});

const TO_SIGN = '{ agreementsToSign { nodes { id status coordinates quota { maxCost } } pageInfo { hasNextPage } } }';
const REQUEST = `mutation ($input: RequestSharingAgreementInput!) {
  requestSharingAgreement(input: $input) { request { id status ...Wish } } }
  fragment Wish on SharingAgreementRequest { coordinates agreement { id } }`;
const ask = (who: keyof typeof tokens, query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  gateway.ask(query, { token: tokens[who], variables, headers });
const wish = () => ({
  input: {
    idempotencyKey: crypto.randomUUID(),
    kind: 'CONTACT',
    purposes: ['MATCHING'],
    coordinates: ['Query.servicePoints', 'ServicePoint.nameZh'],
    note: 'why',
  },
});

test('a registered program without an agreement may request one, with and without a purpose in the header', async () => {
  for (const headers of [{}, PURPOSE]) {
    const { data, errors } = await ask('known', REQUEST, wish(), headers as Record<string, string>);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ requestSharingAgreement: { request: { status: 'OPEN', agreement: null } } });
  }
  expect((await ask('known', '{ agreementRequests { totalCount } }')).data).toEqual({ agreementRequests: { totalCount: 2 } });
});

test('a program that is not registered may request no agreement and reads nothing', async () => {
  expect((await ask('unknown', REQUEST, wish())).codes).toEqual(['FORBIDDEN']);
  expect((await ask('unknown', TO_SIGN)).data).toMatchObject({ agreementsToSign: { nodes: [] } });
});

test.each([
  ['other root fields', '{ whoAmI }'],
  ['anything else beside', '{ agreementsToSign { totalCount } whoAmI }'],
  ['another operation of the document', 'query a { agreementsToSign { totalCount } } query b { whoAmI }'],
  ['the schema', '{ __schema { types { name } } }'],
  ['a type', '{ agreementsToSign { totalCount } __type(name: "Member") { name } }'],
  ['a root field that does not exist', '{ agreementsToSing { totalCount } }'],
  ['no document', 'nothing {'],
])('%s is refused like before, and tells nothing of the graph', async (_, query) => {
  const { status, errors } = await ask('known', query);
  expect(status).toBe(403);
  expect(errors).toMatchObject([{ extensions: { code: 'AGREEMENT_INACTIVE' } }]);
  expect(JSON.stringify(errors)).not.toMatch(/Did you mean|Cannot query/);
});

test.each([
  ['the signatory', '{ agreementsToSign { nodes { signedBy { side signatory } } } }', 'Signature.signatory'],
  [
    'the same in the payload of signing',
    'mutation { signSharingAgreement(input: { idempotencyKey: "12345678", agreementId: "x", expectedVersion: 1, side: PARTNER }) { agreement { version signedBy { signatory } } } }',
    'Signature.signatory',
  ],
  [
    'the graph behind an agreement, of which nothing is told',
    '{ agreementsToSign { nodes { party { id } } } }',
    'DataSharingAgreement.party',
  ],
  [
    'a field in a fragment',
    '{ agreementsToSign { nodes { ...f } } } fragment f on DataSharingAgreement { accessLog { totalCount } }',
    'DataSharingAgreement.accessLog',
  ],
  ['a field that does not exist', '{ agreementsToSign { totalCont } }', 'DataSharingAgreementConnection.totalCont'],
])('a field too many beside what leads to an agreement is named: %s', async (_, query, coordinate) => {
  for (const headers of [{}, PURPOSE]) {
    const { status, errors } = await ask('known', query, {}, headers as Record<string, string>);
    expect([status, errors]).toEqual([
      403,
      [{ message: expect.stringContaining(`"${coordinate}" cannot be read here`), extensions: { code: 'FIELD_NOT_ALLOWED' } }],
    ]);
  }
});
