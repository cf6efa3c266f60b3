import { newId } from '@union-graph/subgraph';
import { eventually, key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver } from '../../test/books.ts';
import { buildPlan, covered } from '../../test/claims.ts';
import { codeOf } from '../../test/codeOf.ts';
import { warmthFund } from '../subgraph.ts';
import { checkedGrades } from './rules.ts';

const DEFINE = `mutation ($input: DefineMutualAidPlanInput!) {
  defineMutualAidPlan(input: $input) { plan { id code periodFrom benefits { code rateBp capFen byDisabilityGrade documents } } }
}`;

test.each<[string, bigint[], bigint, string | null]>([
  ['no grades', [], 1n, null],
  ['falling amounts within the cap', [5n, 5n, 1n], 5n, null],
  ['one above the cap', [6n], 5n, 'BAD_USER_INPUT'],
  ['one above that of a graver disability', [3n, 4n], 5n, 'BAD_USER_INPUT'],
  ['nothing for a grade', [3n, 0n], 5n, 'BAD_USER_INPUT'],
  ['eleven grades', Array.from({ length: 11 }, () => 1n), 5n, 'BAD_USER_INPUT'],
])('amounts by grade: %s', (_, amounts, cap, code) => {
  expect(codeOf(() => checkedGrades(amounts, cap))).toBe(code);
});

describe('defineMutualAidPlan', () => {
  const city = staff(newId(), 'CITY_DEPT');
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildPlan(subgraph);
  });
  afterAll(() => subgraph.stop());

  const fire = { code: 'HOME_FIRE', rateBp: 1200, capFen: '400000', documents: ['FIRE_REPORT', 'FIRE_REPORT'] };
  const plan = (more: object = {}) => ({
    code: 'MA-2014-B',
    nameZh: '2014年度职工互助保障计划',
    periodFrom: '2014-03-01',
    periodTo: '2014-12-31',
    benefits: [fire, { code: 'DISABILITY', capFen: '500000', byDisabilityGrade: ['500000', '1'] }],
    ...more,
  });
  const define = (more: object = {}, viewer = city, idempotencyKey = key()) =>
    subgraph.ask(viewer, DEFINE, { input: { idempotencyKey, ...plan(more) } });
  const code = (more: object, viewer = city) => subgraph.code(define(more, viewer));

  test('the city defines the plan of a period to come, once', async () => {
    const once = key();
    const first = await define({}, city, once);
    expect(first.data.defineMutualAidPlan.plan.benefits).toEqual([
      { code: 'DISABILITY', rateBp: null, capFen: '500000', byDisabilityGrade: ['500000', '1'], documents: [] },
      { code: 'HOME_FIRE', rateBp: 1200, capFen: '400000', byDisabilityGrade: [], documents: ['FIRE_REPORT'] },
    ]);
    expect(await define({}, city, once)).toEqual(first);
    expect(await code({ periodFrom: '2015-01-01', periodTo: '2015-12-31' })).toBe('DUPLICATE');
    expect(await code({ code: 'MA-2014-C' })).toBe('VALIDATION_FAILED');
  });

  test('of two plans of one period at once one is defined', async () => {
    const year = { periodFrom: '2016-01-01', periodTo: '2016-12-31' };
    const codes = await Promise.all(Array.from({ length: 10 }, (_, at) => code({ code: `MA-2016-${at}`, ...year })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'VALIDATION_FAILED')).toHaveLength(9);
  });

  test.each<[string, object, string]>([
    ['a period that has begun', { periodFrom: '2013-10-19' }, 'VALIDATION_FAILED'],
    ['an end before the beginning', { periodTo: '2014-02-28' }, 'BAD_USER_INPUT'],
    ['a first day in the year 2029', { periodFrom: '2029-01-01', periodTo: '2029-12-31' }, 'VALIDATION_FAILED'],
    ['a last day in the year 2029', { periodTo: '2029-12-31' }, 'VALIDATION_FAILED'],
    ['no benefit', { benefits: [] }, 'BAD_USER_INPUT'],
    ['one event twice', { benefits: [fire, fire] }, 'BAD_USER_INPUT'],
    ['a rate above the whole', { benefits: [{ ...fire, rateBp: 10_001 }] }, 'BAD_USER_INPUT'],
    ['a rate and grades', { benefits: [{ ...fire, byDisabilityGrade: ['1'] }] }, 'BAD_USER_INPUT'],
    ['a cap of nothing', { benefits: [{ ...fire, capFen: '0' }] }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, more, refusal) => {
    expect(await code({ code: `X-${newId()}`, periodFrom: '2017-01-01', periodTo: '2017-12-31', ...more })).toBe(refusal);
  });

  test('nobody else may', async () => {
    for (const viewer of [approver, member(newId()), staff(newId(), 'CITY_DEPT', '/city/110105/')])
      expect(await code({ code: 'X' }, viewer)).toBe('FORBIDDEN');
  });

  test('on its first day cards come under it, also behind a gap between plans', async () => {
    const { person } = await covered(subgraph);
    const covers = () => subgraph.sql('select from_day::text as day from coverage where member_id = $1 order by 1', [person]);
    const before = await covers();
    const period = { code: 'MA-2018', periodFrom: '2018-06-01', periodTo: '2018-12-31' };
    const input = { idempotencyKey: key(), ...plan(period) };
    // A second before the plan's first day, so that its task is due a second later.
    const answer = await subgraph.ask(city, DEFINE, { input }, '2018-05-31T23:59:59+08:00');
    expect(answer.errors).toBeUndefined();
    expect(await covers()).toEqual(before);
    await eventually(async () => (await covers()).length > before.length);
    expect(await covers()).toContainEqual({ day: '2018-06-01' });
  });
});
