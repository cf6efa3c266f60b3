import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { expectOneOfTwenty, expectReplay, key, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const SET = `mutation ($input: SetScoreLineInput!) { setScoreLine(input: $input) { programme { version scoreLines { year line } } } }`;
const READ =
  '{ degreeProgrammes { totalCount nodes { majorZh terms creditsRequired tuitionFen institution { nameZh kind } scoreLines { year } } } }';
const CITY = staff(newId(), 'CITY_DEPT');
const ANYBODY: Viewer = { ...CITY, personId: null, grants: [], kind: 'anonymous', subject: 'anonymous' };

describe('score lines of the degree plan (S-62)', () => {
  let subgraph: TestSubgraph;
  let programmeId: string;
  beforeEach(async () => {
    subgraph ??= await testSubgraph(training);
    programmeId = (await builders(subgraph).programme()).id;
  });
  afterAll(() => subgraph.stop());

  const set = (given: object = {}, viewer: Viewer = CITY) =>
    subgraph.ask(viewer, SET, {
      input: { idempotencyKey: key(), expectedVersion: 1, programmeId, year: 2013, line: 140, ...given },
    });

  test('the line of a year is set, replaced while the year lasts, and told the latest first', async () => {
    await set();
    await set({ expectedVersion: 2, line: 135 });
    const { data } = await set({ expectedVersion: 3, year: 2014, line: 150 });
    const scoreLines = [
      { year: 2014, line: 150 },
      { year: 2013, line: 135 },
    ];
    expect(data.setScoreLine.programme).toEqual({ version: 4, scoreLines });
  });

  test.each([
    ['VALIDATION_FAILED', { year: 2012 }],
    ['VALIDATION_FAILED', { year: 2015 }],
    ['BAD_USER_INPUT', { line: 0 }],
    ['BAD_USER_INPUT', { line: 451 }],
    ['NOT_FOUND', { programmeId: newId() }],
    ['NOT_FOUND', { programmeId: 'x' }],
    ['VERSION_CONFLICT', { expectedVersion: 2 }],
    [null, { line: 450 }],
    [null, { year: 2014 }],
  ])('%s for %j', async (code, given) => expect(await subgraph.code(set(given))).toBe(code));

  test('is the city department’s, once for each key, one of twenty at once', async () => {
    expect(await subgraph.code(set({}, staff(newId(), 'INSTITUTION', CHAOYANG)))).toBe('FORBIDDEN');
    await expectReplay(set, { line: 141 });
    await expectOneOfTwenty(() => set({ expectedVersion: 2 }), 'VERSION_CONFLICT');
  });

  test('everybody reads the programmes', async () => {
    const { data } = await subgraph.ask(ANYBODY, READ);
    expect(data.degreeProgrammes.nodes).toContainEqual({
      majorZh: '行政管理',
      terms: 5,
      creditsRequired: 76,
      tuitionFen: '600000',
      institution: { nameZh: '广播电视大学', kind: 'RADIO_TV_UNIVERSITY' },
      scoreLines: [],
    });
  });
});
