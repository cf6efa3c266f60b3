import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildConsent, buildMember } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

describe('names that everybody may read', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
  });
  afterAll(() => subgraph.stop());

  const namesOf = async (ids: readonly string[], now?: string) => {
    const r = ids.map((memberId) => ({ __typename: 'PublishedName', memberId }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PublishedName { nameZh } } }';
    return (await subgraph.ask(ANONYMOUS, query, { r }, now)).data._entities as ({ nameZh: string } | null)[];
  };

  test('of those alone who agreed to it, as long as they do; one statement for all', async () => {
    const [agreed, other, silent] = [
      await buildMember(subgraph.sql),
      await buildMember(subgraph.sql),
      await buildMember(subgraph.sql),
    ];
    await buildConsent(subgraph.sql, agreed.id, {
      purpose: 'REPORTING',
      scope: ['name'],
      withdrawn_at: '2013-11-01T09:00:00+08:00',
    });
    await buildConsent(subgraph.sql, other.id, { purpose: 'DELIVERY', scope: ['name'] });
    await buildConsent(subgraph.sql, other.id, { purpose: 'REPORTING', scope: ['card'] });
    const ids = [agreed.id, other.id, silent.id, newId(), 'nonsense'];
    expect(await namesOf(ids)).toEqual([{ nameZh: agreed.name_zh }, null, null, null, null]);
    expect(await namesOf(ids, '2013-09-30T09:00:00+08:00')).toEqual([null, null, null, null, null]);
    expect(await namesOf(ids, '2013-11-02T09:00:00+08:00')).toEqual([null, null, null, null, null]);
    subgraph.statements();
    await namesOf([agreed.id]);
    const one = subgraph.statements().length;
    await namesOf(ids);
    expect(subgraph.statements().length).toBe(one);
  });
});
