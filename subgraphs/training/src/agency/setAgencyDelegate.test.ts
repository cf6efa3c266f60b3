import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '../subgraph.ts';

describe('who acts for an agency', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const city = staff(newId(), 'CITY_DEPT');
  const set = (personId: string, agencyCode: string | null, viewer = city) =>
    caller(subgraph)('setAgencyDelegate', 'delegate { personId agency { code } version }', { personId, agencyCode }, viewer);
  const delegates = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
    (await subgraph.ask(viewer, '{ agencyDelegates { personId agency { code } } }')).data.agencyDelegates;

  test('appointed, moved to another agency, dismissed; never by oneself', async () => {
    const person = newId();
    expect((await set(person, 'HRSS')).data.setAgencyDelegate.delegate).toEqual({
      personId: person,
      agency: { code: 'HRSS' },
      version: 1,
    });
    expect(await subgraph.code(set(person, 'HRSS'))).toBe('DUPLICATE');
    expect((await set(person, 'FINANCE')).data.setAgencyDelegate.delegate).toMatchObject({
      agency: { code: 'FINANCE' },
      version: 2,
    });
    const own = [{ personId: person, agency: { code: 'FINANCE' } }];
    expect(await delegates(city)).toEqual(own);
    expect(await delegates(staff(person, 'LINKED_PARTY'))).toEqual(own);
    expect(await delegates(staff(newId(), 'LINKED_PARTY'))).toEqual([]);
    expect((await set(person, null)).data.setAgencyDelegate.delegate.agency).toBeNull();
    expect(await subgraph.code(set(person, null))).toBe('DUPLICATE');
    expect(await delegates(city)).toEqual([]);
    expect(await subgraph.code(set(city.personId as string, 'HRSS'))).toBe('FORBIDDEN');
    expect(await subgraph.code(set(person, 'HRSS', staff(newId(), 'CITY_DEPT', '/city/110101/')))).toBe('FORBIDDEN');
    expect(await subgraph.code(set(newId(), 'NASA'))).toBe('NOT_FOUND');
    expect(await subgraph.code(set('nonsense', 'HRSS'))).toBe('BAD_USER_INPUT');
  });

  test('of twenty who appoint one person at once one does', async () => {
    const person = newId();
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(set(person, 'HRSS'))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(19);
  });
});
