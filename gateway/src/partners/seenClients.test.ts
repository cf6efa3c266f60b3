import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  house = await startPartnerHouse();
  gateway = house.gateways[0] as GatewayUnderTest;
});
afterAll(() => house.stop());

const seen = async (clientId: string) =>
  (await house.sql('select kind from seen_client where client_id = $1 order by kind', [clientId])).map(({ kind }) => kind);
const personWith = (clientId: string, role: string, sub: string = crypto.randomUUID()) =>
  house.tokenWith({
    sub,
    client_id: clientId,
    union_graph: { person_id: crypto.randomUUID(), grants: [{ role, scope_path: '/city/' }] },
  });

test('a program is recorded with its first request, even if that is refused', async () => {
  expect((await gateway.ask('{ whoAmI }', { token: await house.tokenOf('newcomer') })).codes).toEqual(['AGREEMENT_INACTIVE']);
  expect(await seen('newcomer')).toEqual(['PROGRAM']);
});

test('a client that people sign in with is recorded as PEOPLE, also when the token names no person', async () => {
  await gateway.ask('{ whoAmI }', { token: await personWith('console', 'MEMBER') });
  await gateway.ask('{ whoAmI }', { token: await house.tokenWith({ sub: 'somebody', client_id: 'kiosk', union_graph: {} }) });
  await eventually(async () => expect([await seen('console'), await seen('kiosk')]).toEqual([['PEOPLE'], ['PEOPLE']]));
});

test('persons with the role PARTNER do not make their client one of people', async () => {
  await gateway.ask('{ whoAmI }', { token: await personWith('shared', 'PARTNER') });
  await gateway.ask('{ whoAmI }', { token: await house.tokenOf('shared') });
  expect(await seen('shared')).toEqual(['PROGRAM']);
});
