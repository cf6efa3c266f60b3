import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildContact, buildDistrict } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(organisation);
  await buildDistrict(subgraph.sql);
});
afterAll(() => subgraph.stop());

const send = (partyId: unknown) =>
  subgraph.send({ type: 'governance.agreement.deletionOverdue', subject: newId(), data: { partyId, dueOn: '2013-10-01' } });
const stateOf = async (id: string) =>
  (await subgraph.sql<{ status: string; version: number }>('select status, version from contact_link where id = $1', [id]))[0];

test('lasting contacts with a partner that does not confirm its deletion are suspended (4.3 no. 10)', async () => {
  const { id } = await buildContact(subgraph.sql, '110105', 'LINKED');
  const other = await buildContact(subgraph.sql, '110105', 'LINKED');
  const [{ party }] = (await subgraph.sql('select social_organisation_id as party from contact_link where id = $1', [id])) as [
    { party: string },
  ];
  expect(await send(party)).toBe(204);
  expect(await stateOf(id)).toEqual({ status: 'SUSPENDED', version: 2 });
  expect(await stateOf(other.id)).toEqual({ status: 'LINKED', version: 1 });
  await send(party);
  expect(await stateOf(id)).toEqual({ status: 'SUSPENDED', version: 2 });
});

test.each(['CANDIDATE', 'CONTACTED', 'ENDED'])('a contact that is %s stays so', async (state) => {
  const { id } = await buildContact(subgraph.sql, '110105', state);
  const [{ party }] = (await subgraph.sql('select social_organisation_id as party from contact_link where id = $1', [id])) as [
    { party: string },
  ];
  await send(party);
  expect(await stateOf(id)).toEqual({ status: state, version: 1 });
});

test('an event without its partner is refused', async () => {
  expect(await send(7)).toBe(400);
});
