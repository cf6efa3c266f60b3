import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

describe('skillsIndicators (S-06)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const read = (viewer = staff(newId(), 'CITY_DEPT'), year: number | null = null) =>
    subgraph.ask(
      viewer,
      'query ($year: Int) { skillsIndicators(year: $year) { code numerator denominator valueBp valueCount } }',
      { year },
    );

  test('workers who passed a safety course in the year, of those who are known; the number of studios', async () => {
    const build = builders(subgraph);
    const passed = newId();
    for (const member_id of [passed, newId(), newId()])
      await build.insert('member_place', { member_id, scope_path: UNION, seen_version: 1 });
    const over = { starts_at: '2013-09-14T01:00:00Z', ends_at: '2013-09-14T04:00:00Z' };
    const { id } = await build.session(over, { covers_safety: true });
    await build.insert('enrolment', {
      id: newId(),
      member_id: passed,
      session_id: id,
      status: 'PASSED',
      arrival: 1,
      enrolled_at: '2013-09-01T00:00:00Z',
      scope_path: UNION,
    });
    const { data } = await read();
    expect(data.skillsIndicators).toEqual([
      { code: 'IND-04', numerator: 1, denominator: 3, valueBp: 3333, valueCount: null },
      { code: 'IND-07', numerator: null, denominator: null, valueBp: null, valueCount: 0 },
    ]);
    expect((await read(undefined, 2014)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'year' });
    expect((await read(undefined, 2012)).data.skillsIndicators[0]).toMatchObject({ numerator: 0, valueBp: 0 });
  });

  test('for staff of the city and the districts, and auditors; years as they are counted', async () => {
    for (const role of ['DISTRICT_ADMIN', 'SOCIAL_DEPT', 'AUDITOR'] as const)
      expect(await subgraph.code(read(staff(newId(), role)))).toBeNull();
    for (const viewer of [member(newId(), UNION), staff(newId(), 'TEACHER'), staff(newId(), 'PARTNER')])
      expect(await subgraph.code(read(viewer))).toBe('FORBIDDEN');
    for (const year of [1999, 2101]) expect(await subgraph.code(read(undefined, year))).toBe('BAD_USER_INPUT');
  });
});
