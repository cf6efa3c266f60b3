import { ANONYMOUS } from '@union-graph/identity';
import { partnerOf, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildContact, buildDistrict } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

describe('district', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildDistrict(subgraph.sql);
    await buildDistrict(subgraph.sql, '110101', { communities_covered: 20 });
  });
  afterAll(() => subgraph.stop());

  const shortfall = async (year: number, now = '2013-10-19T10:00:00+08:00') =>
    (
      await subgraph.ask(
        ANONYMOUS,
        'query ($year: Int!) { district(code: "110105") { contactShortfall(year: $year) } }',
        { year },
        now,
      )
    ).data?.district.contactShortfall;
  const contact = (status: string, ...days: string[]) => buildContact(subgraph.sql, '110105', status, ...days);

  test('S-21: only linked organisations with a contact in the last twelve months count', async () => {
    expect(await shortfall(2013)).toBe(5);
    await contact('LINKED', '2013-10-19');
    await contact('LINKED', '2012-10-20', '2011-01-01');
    await contact('LINKED', '2012-10-19');
    await contact('LINKED', '2013-10-20');
    await contact('LINKED');
    for (const status of ['CANDIDATE', 'CONTACTED', 'SUSPENDED', 'ENDED']) await contact(status, '2013-10-01');
    expect(await shortfall(2013)).toBe(3);
    expect(await shortfall(2012)).toBe(3);
    // A day later the contact of 2012-10-20 is too old, and that of today begins to count.
    expect(await shortfall(2013, '2013-10-20T00:00:00+08:00')).toBe(3);
    expect(await shortfall(2013, '2013-10-21T00:00:00+08:00')).toBe(3);
    for (let n = 0; n < 6; n++) await contact('LINKED', '2013-09-01');
    expect(await shortfall(2013)).toBe(0);
  });

  test('a future year is refused', async () => {
    for (const year of [2014, 1900]) {
      expect(
        await subgraph.code(subgraph.ask(ANONYMOUS, `{ district(code: "110105") { contactShortfall(year: ${year}) } }`)),
      ).toBe('BAD_USER_INPUT');
    }
  });

  test('districts are public; an unknown code is null, a malformed code is refused', async () => {
    const { data } = await subgraph.ask(
      ANONYMOUS,
      '{ districts { code communitiesTotal communitiesCovered } district(code: "110199") { code } }',
    );
    expect(data).toEqual({
      districts: [
        { code: '110101', communitiesTotal: 20, communitiesCovered: 20 },
        { code: '110105', communitiesTotal: 20, communitiesCovered: 18 },
      ],
      district: null,
    });
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, '{ district(code: "120105") { code } }'))).toBe('BAD_USER_INPUT');
  });

  test('4.3: a partner sees the districts of its agreement', async () => {
    const { data } = await subgraph.ask(
      partnerOf({ districtCodes: ['110101'] }),
      '{ districts { code } a: district(code: "110101") { code } b: district(code: "110105") { code } }',
    );
    expect(data).toEqual({ districts: [{ code: '110101' }], a: { code: '110101' }, b: null });
  });
});
