import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { type Definition, federation } from '../../test/subgraph.ts';

const PUB = '@tag(name: "pub")';
const SPOTS = [
  {
    id: 'a',
    nameZh: '王秀兰',
    code: 'c1',
    openedOn: '2013-08-06',
    budgetFen: '864123',
    address: '北京市朝阳区一号',
    visitors: 1234,
    few: 7,
  },
  {
    id: 'b',
    nameZh: '李国强',
    code: 'c2',
    openedOn: '2012-01-09',
    budgetFen: '900',
    address: '北京市丰台区二号',
    visitors: 56,
    few: 70,
  },
];
/** A subgraph whose filters, orders and lookups compare exact values of each field. */
const spots: Definition = {
  sdl: `${federation('"@key"', '"@tag"')}
    scalar Date
    scalar Fen
    type Query {
      spots(where: SpotWhere, orderBy: SpotOrder, budgetFen: Fen, near: String, first: Int): Spots ${PUB}
      spot(code: ID!): Spot ${PUB}
    }
    input SpotWhere { nameZh: String openedOn: Date address: String visitors: Int few: Int code: ID and: [SpotWhere!] }
    enum SpotOrder { OPENED_ON_ASC VISITORS_DESC }
    type Spots { nodes: [Spot!]! ${PUB} }
    type Spot @key(fields: "id") { id: ID! ${PUB} code: ID ${PUB} nameZh: String ${PUB} openedOn: Date ${PUB} budgetFen: Fen ${PUB}
      address: String ${PUB} visitors: Int ${PUB} few: Int ${PUB} }`,
  resolvers: {
    Query: {
      spots: (_: unknown, { where = {} }: { where?: Record<string, unknown> }) => ({
        nodes: SPOTS.filter((spot) =>
          Object.entries(where).every(([name, value]) => (spot as Record<string, unknown>)[name] === value),
        ),
      }),
      spot: (_: unknown, { code }: { code: string }) => SPOTS.find((spot) => spot.code === code),
    },
    Spot: { __resolveReference: () => SPOTS[0] },
  },
};

let house: PartnerHouse;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  house = await startPartnerHouse(1, spots);
  gateway = house.gateways[0] as GatewayUnderTest;
});
afterAll(() => house.stop());

const FIELDS = ['nameZh', 'code', 'openedOn', 'budgetFen', 'address', 'visitors', 'few'];
const EVERYTHING = [
  'Query.spots',
  'Query.spot',
  ...['where', 'orderBy', 'budgetFen', 'near'].map((name) => `Query.spots(${name}:)`),
  ...['nameZh', 'openedOn', 'address', 'visitors', 'few', 'code', 'and'].map((name) => `SpotWhere.${name}`),
  ...FIELDS.map((name) => `Spot.${name}`),
  'Query.myAgreement',
  'DataSharingAgreement.id',
];

async function partner(client: string, changes: { masks?: Record<string, string>; coordinates?: string[] }) {
  await house.agree({ client_id: client, coordinates: EVERYTHING, ...changes });
  const token = await house.tokenOf(client);
  const ask = (query: string, variables: object = {}) => gateway.ask(query, { token, variables, headers: PURPOSE });
  await eventually(async () => expect((await ask('{ myAgreement { id party { id } } }')).codes).toEqual([]));
  return ask;
}

const BY_FIELD: Readonly<Record<string, unknown>> = {
  nameZh: '王秀兰',
  openedOn: '2013-08-06',
  address: '北京市朝阳区一号',
  visitors: 1234,
  few: 7,
  code: 'c1',
};
const where = 'query ($where: SpotWhere) { spots(where: $where) { nodes { nameZh } } }';

test('a readable field without a mask may be filtered and ordered by', async () => {
  const ask = await partner('plain', {});
  for (const [name, value] of Object.entries(BY_FIELD))
    expect([name, (await ask(where, { where: { [name]: value } })).data]).toEqual([
      name,
      { spots: { nodes: [{ nameZh: '王秀兰' }] } },
    ]);
  for (const query of [
    '{ spots(orderBy: VISITORS_DESC) { nodes { few } } }',
    '{ spots(budgetFen: "1") { nodes { few } } }',
    '{ spots(near: "x") { nodes { few } } }',
    '{ spot(code: "c1") { few } }',
  ])
    expect([query, (await ask(query)).codes]).toEqual([query, []]);
});

test.each([
  ['PARTIAL', 'nameZh'],
  ['PSEUDONYM', 'code'],
  ['YEAR', 'openedOn'],
  ['BAND', 'budgetFen'],
  ['REGION', 'address'],
  ['ROUND_10', 'visitors'],
  ['SUPPRESS_SMALL', 'few'],
])('what %s hides of "%s" cannot be found out by filtering, ordering or looking up by it', async (mask, field) => {
  const ask = await partner(`masked ${mask}`, { masks: { [`Spot.${field}`]: mask } });
  const own = { ...BY_FIELD, [field]: undefined };
  const refused = async (query: string, coordinate: string, variables: object = {}) => {
    const { errors, data } = await ask(query, variables);
    expect([errors[0]?.message, data]).toEqual([`Your agreement does not list "${coordinate}".`, undefined]);
  };
  if (field in BY_FIELD && field !== 'code') {
    const coordinate = `SpotWhere.${field}`;
    const literal = JSON.stringify(BY_FIELD[field]);
    await refused(where, coordinate, { where: { [field]: BY_FIELD[field] } });
    await refused(where, coordinate, { where: { and: [{ [field]: BY_FIELD[field] }] } });
    await refused(`{ spots(where: { ${field}: ${literal} }) { nodes { nameZh } } }`, coordinate);
  }
  if (field === 'budgetFen') await refused('{ spots(budgetFen: "864123") { nodes { nameZh } } }', 'Query.spots(budgetFen:)');
  if (field === 'code') await refused('{ spot(code: "c1") { nameZh } }', 'Query.spot');
  if (field === 'openedOn' || field === 'visitors')
    await refused('{ spots(orderBy: VISITORS_DESC) { nodes { nameZh } } }', 'Query.spots(orderBy:)');
  // An argument that may depend on any field is refused.
  await refused('{ spots(near: "x") { nodes { nameZh } } }', 'Query.spots(near:)');
  // Fields without masks may still be filtered by.
  const other = Object.entries(own).find(([, value]) => value !== undefined) as [string, unknown];
  expect((await ask(where, { where: Object.fromEntries([other]) })).codes).toEqual([]);
  const { data } = await ask('{ __type(name: "SpotWhere") { inputFields { name } } }');
  expect((data as { __type: { inputFields: { name: string }[] } }).__type.inputFields.map(({ name }) => name)).not.toContain(
    field,
  );
});

test('a field outside of the agreement may not be filtered or ordered by, although the agreement lists the filter', async () => {
  const ask = await partner('without', { coordinates: EVERYTHING.filter((coordinate) => coordinate !== 'Spot.visitors') });
  for (const [query, variables] of [
    [where, { where: { visitors: 1234 } }],
    ['{ spots(orderBy: VISITORS_DESC) { nodes { nameZh } } }', {}],
  ] as const)
    expect((await ask(query, variables)).codes).toEqual(['FIELD_NOT_ALLOWED']);
});
