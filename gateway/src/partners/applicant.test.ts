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
      [{ message: expect.stringContaining(`"${coordinate}" cannot be read before`), extensions: { code: 'FIELD_NOT_ALLOWED' } }],
    ]);
  }
});
