import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
let gateway: GatewayUnderTest;
let agreementId: string;
beforeAll(async () => {
  house = await startPartnerHouse();
  gateway = house.gateways[0] as GatewayUnderTest;
  agreementId = await house.agree({
    client_id: 'previewed',
    coordinates: [
      'Query.servicePoints',
      'Query.whoAmI',
      'ServicePoint.nameZh',
      'ServicePoint.visitors',
      'Query.groups',
      'PointCount.count',
    ],
    masks: { 'ServicePoint.nameZh': 'PARTIAL', 'PointCount.count': 'SUPPRESS_SMALL' },
    max_cost: 40,
  });
  await eventually(async () => expect((await preview('SOCIAL_DEPT', null)).codes).toEqual([]));
});
afterAll(() => house.stop());

const PREVIEW = `query ($id: ID!, $document: String) { previewAsPartner(agreementId: $id, document: $document) {
  schema allowed outside refusal plan cost costLimit result suppressed persons { id } } }`;
type Shown = {
  schema: string;
  allowed: boolean;
  outside: string[];
  refusal: string;
  plan: string[] | null;
  cost: number;
  result: string | null;
  suppressed: number;
  persons: { id: string }[];
};
async function preview(role: string, document: string | null, id = agreementId) {
  const answer = await gateway.ask(PREVIEW, { token: await house.tokenOfPerson(role), variables: { id, document } });
  return { ...answer, shown: answer.data?.previewAsPartner as Shown };
}

test('shows the partner schema, and the plan, cost and masked result of an operation', async () => {
  const { shown } = await preview(
    'SOCIAL_DEPT',
    '{ servicePoints(first: 2) { nodes { nameZh visitors } } groups { count } whoAmI }',
  );
  expect(shown.schema).toContain('type ServicePoint {');
  expect(shown.schema).not.toMatch(/phone|Member/);
  expect(shown).toMatchObject({
    allowed: true,
    outside: [],
    refusal: null,
    costLimit: 40,
    cost: expect.any(Number),
    suppressed: 2,
  });
  expect(shown.plan?.join('\n')).toContain('points');
  const { data } = JSON.parse(shown.result as string);
  expect(data).toMatchObject({
    servicePoints: { nodes: [{ nameZh: '朝*', visitors: 1234 }, {}] },
    groups: [{ count: 390 }, { count: null }, { count: null }],
  });
  // It was executed with the partner's passport, not with that of the viewer of the preview.
  expect(JSON.parse(data.whoAmI)).toMatchObject({ kind: 'client', personId: null, agreement: { id: agreementId } });
  const used = await house.sql('select used from quota_use where agreement_id = $1', [agreementId]);
  expect(used).toEqual([]);
});

test.each([
  [
    'a field outside of the agreement',
    '{ servicePoints { nodes { phone nameZh } } members { nameZh } }',
    ['ServicePoint.phone', 'Query.members'],
  ],
  [
    'what is too costly',
    '{ servicePoints { nodes { nameZh } } more: servicePoints { nodes { nameZh } } most: servicePoints { nodes { nameZh } } also: servicePoints { nodes { nameZh } } groups { count } }',
    [],
  ],
])('says of %s that it would be refused, and calls no subgraph', async (_, document, outside) => {
  house.subgraph.calls.splice(0);
  const { shown } = await preview('PRIVACY_OFFICER', document);
  expect(shown).toMatchObject({ allowed: false, outside, refusal: expect.any(String), result: null, plan: null });
  expect(house.subgraph.calls).toEqual([]);
});

test('is refused to staff who are not responsible for the agreement', async () => {
  expect((await preview('AUDITOR', null)).codes).toEqual(['FORBIDDEN']);
  // A department that may not read agreements, and a person without a staff role, who is refused before the agreement is read.
  expect((await preview('CITY_DEPT', null)).codes).toEqual(['NOT_FOUND']);
  expect((await preview('MEMBER', null)).codes).toEqual(['FORBIDDEN']);
  expect((await preview('SOCIAL_DEPT', '{ servicePoints')).codes).toEqual(['BAD_USER_INPUT']);
});

test('executes nothing before both sides have signed; personal data are read for the privacy officer only, with an access record', async () => {
  const draft = await house.agree({
    client_id: 'draft',
    status: 'UNDER_REVIEW',
    coordinates: ['Query.servicePoints', 'ServicePoint.nameZh'],
  });
  const { shown } = await preview('SOCIAL_DEPT', '{ servicePoints { nodes { nameZh } } }', draft);
  expect(shown).toMatchObject({ allowed: true, result: null, cost: expect.any(Number) });

  const firm = await house.agree({
    client_id: 'firm',
    kind: 'LEGAL_SERVICE',
    purposes: ['LEGAL_AID'],
    coordinates: ['Query.members', 'Member.nameZh'],
  });
  const PEOPLE = '{ members(first: 2) { nameZh } }';
  expect((await preview('SOCIAL_DEPT', PEOPLE, firm)).shown).toMatchObject({ allowed: true, result: null, persons: [] });
  const { shown: seen } = await preview('PRIVACY_OFFICER', PEOPLE, firm);
  expect(JSON.parse(seen.result as string).data.members).toHaveLength(2);
  expect(seen.persons).toEqual([{ id: 'm0' }, { id: 'm1' }]);
  const [record] = await house.sql(
    `select subjects, decision, agreement_id from access_record where subjects @> array['m0','m1']`,
  );
  expect(record).toMatchObject({ subjects: ['m0', 'm1'], decision: 'ALLOWED', agreement_id: null });
});

test.each([
  ['too many aliases', `{ ${Array.from({ length: 101 }, (_, at) => `a${at}: whoAmI`).join(' ')} }`, '101 fields at the root'],
  ['too many tokens', `{ ${'whoAmI '.repeat(7_000)} }`, '6000 tokens'],
  ['a long text', `{ whoAmI } # ${'x'.repeat(140_000)}`, 'the limit is 131072'],
  ['a long name', `{ ${'x'.repeat(50_000)}: whoAmI }`, 'has 50000 characters'],
  [
    'fragments that multiply',
    `{ ...F0 } ${Array.from({ length: 60 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F60 on Query { whoAmI }`,
    'fields',
  ],
  [
    'the schema about itself, over and over',
    `{ ${Array.from({ length: 50 }, (_, at) => `a${at}: __schema { types { fields { type { fields { args { name } } } } } }`).join(' ')} }`,
    'values of the schema',
  ],
])('refuses %s as everywhere else, before it is read any further', async (_, document, sentence) => {
  const { codes, errors } = await preview('SOCIAL_DEPT', document);
  expect(codes).toEqual(['BAD_USER_INPUT']);
  expect(errors[0]?.message).toContain(sentence);
  expect(errors[0]?.message.length).toBeLessThan(300);
});
