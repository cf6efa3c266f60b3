import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { A_SECOND, type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  house = await startPartnerHouse();
  gateway = house.gateways[0] as GatewayUnderTest;
});
afterAll(() => house.stop());

const FIELDS = ['id', 'nameZh', 'address', 'openedOn', 'budgetFen', 'visitors', 'tags', 'counts', 'next'].map(
  (field) => `ServicePoint.${field}`,
);
const MASKS = {
  'ServicePoint.id': 'PSEUDONYM',
  'ServicePoint.nameZh': 'PARTIAL',
  'ServicePoint.address': 'REGION',
  'ServicePoint.openedOn': 'YEAR',
  'ServicePoint.budgetFen': 'BAND',
  'ServicePoint.visitors': 'ROUND_10',
  'ServicePoint.tags': 'PSEUDONYM',
  'PointCount.count': 'SUPPRESS_SMALL',
};

type Read = Awaited<ReturnType<GatewayUnderTest['ask']>>['data'];

/** The first of the points in an answer. */
function firstPoint(data: Read): Record<string, unknown> & { tags: string[] } {
  const points = data?.servicePoints as { nodes: (Record<string, unknown> & { tags: string[] })[] };
  return points.nodes[0] as Record<string, unknown> & { tags: string[] };
}

/** A partner whose agreement every gateway knows; returns the function that sends its requests. */
async function partner(client: string, changes: object = {}) {
  const coordinates = [
    'Query.servicePoints',
    'Query.places',
    'Place.nameZh',
    'Member.nameZh',
    'Query.groups',
    'Query.myAgreement',
    'DataSharingAgreement.id',
    ...FIELDS,
    'PointCount.group',
    'PointCount.count',
    'PointCount.suppressed',
  ];
  await house.agree({ client_id: client, coordinates, masks: MASKS, ...changes });
  const token = await house.tokenOf(client);
  const ask = (query: string, variables?: object) =>
    gateway.ask(query, { token, headers: PURPOSE, ...(variables && { variables }) });
  await eventually(async () =>
    expect((await ask('{ myAgreement { id party { id } } }')).data).toMatchObject({ myAgreement: { id: expect.any(String) } }),
  );
  return ask;
}

test('masks of every kind apply in fields, lists, fragments and under aliases', async () => {
  const ask = await partner('masked');
  const { data, errors } =
    await ask(`{ servicePoints(first: 1) { nodes { name: nameZh ...more next { nameZh: address openedOn } } } }
    fragment more on ServicePoint { address: nameZh on: openedOn budgetFen visitors tags ... on ServicePoint { address2: address } }`);
  expect(errors).toEqual([]);
  expect(firstPoint(data)).toEqual({
    name: '朝*',
    address: '朝*',
    on: '2013-01-01',
    budgetFen: '500000',
    visitors: 1230,
    tags: [expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/)],
    address2: null,
    next: { nameZh: null, openedOn: '2013-01-01' },
  });
});

test('small counts of a list are withheld with the next smallest ones, and `suppressed` is true', async () => {
  const ask = await partner('counts');
  const { data } = await ask('{ groups { n: count cut: suppressed } servicePoints { nodes { counts { count } } } }');
  expect(data?.groups).toEqual([
    { n: 390, cut: false },
    { n: null, cut: true },
    { n: null, cut: true },
  ]);
  expect(firstPoint(data)).toEqual({
    counts: [{ count: 390 }, { count: null }, { count: null }],
  });
  const [logged] = await house.sql(`select suppressed from access_record where client = 'counts' order by seq desc limit 1`);
  // Two of the groups, and two of each of the two points.
  expect(logged).toEqual({ suppressed: 6 });
  // Other selected fields do not change what is withheld.
  const again = await ask('query ($no: Boolean!) { groups { group @skip(if: $no) count } }', { no: true });
  expect(again.data?.groups).toMatchObject([{ count: 390 }, { count: null }, { count: null }]);
});

test('pseudonyms are equal in all agreements of one partner, and differ between partners', async () => {
  const party_id = crypto.randomUUID();
  const read = async (client: string, changes: object) => {
    const ask = await partner(client, changes);
    const { data } = await ask('{ servicePoints { nodes { id tags } } }');
    return firstPoint(data);
  };
  const [one, same, other] = [await read('a1', { party_id }), await read('a2', { party_id }), await read('b', {})];
  expect(one).toEqual(same);
  expect(other?.id).not.toBe(one?.id);
  expect(other?.tags.some((tag) => one?.tags.includes(tag))).toBe(false);
});

test('masked fields that may be withheld are nullable in the partner schema', async () => {
  const ask = await partner('nullable', { masks: { ...MASKS, 'ServicePoint.visitors': 'SUPPRESS_SMALL' } });
  const { data } = await ask('{ __type(name: "ServicePoint") { fields { name type { kind name ofType { name } } } } }');
  const types = new Map(
    (data as { __type: { fields: { name: string; type: unknown }[] } }).__type.fields.map(({ name, type }) => [name, type]),
  );
  expect(types.get('visitors')).toEqual({ kind: 'SCALAR', name: 'Int', ofType: null });
  expect(types.get('tags')).toMatchObject({ kind: 'NON_NULL' });
  expect((await ask('{ servicePoints { nodes { visitors } } }')).data).toMatchObject({
    servicePoints: { nodes: [{ visitors: 1234 }, {}] },
  });
});

test('another partner and staff who send the same operation are answered without these masks', async () => {
  const query = '{ servicePoints(first: 1) { nodes { nameZh visitors } } }';
  const [masked, plain] = [await partner('first'), await partner('second', { masks: {} })];
  const read = async (ask: typeof masked) => firstPoint((await ask(query)).data);
  for (let round = 0; round < 3; round++) {
    expect(await read(masked)).toEqual({ nameZh: '朝*', visitors: 1230 });
    expect(await read(plain)).toEqual({ nameZh: '朝阳', visitors: 1234 });
    const staff = await gateway.ask(query, { token: await house.tokenOfPerson('AUDITOR') });
    expect(firstPoint(staff.data)).toEqual({ nameZh: '朝阳', visitors: 1234 });
  }
});

test('a mask that a steward adds applies after one second', async () => {
  const ask = await partner('changed', { masks: {} });
  const name = async () => firstPoint((await ask('{ servicePoints { nodes { nameZh } } }')).data).nameZh;
  expect(await name()).toBe('朝阳');
  await house.sql(`update field_approval set mask = 'PARTIAL' where coordinate = 'ServicePoint.nameZh' and agreement_id in
    (select id from data_sharing_agreement where client_id = 'changed')`);
  await sleep(A_SECOND);
  expect(await name()).toBe('朝*');
});
