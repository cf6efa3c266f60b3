import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildDistrict, buildPlan } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { planPolicy } from './policy.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const RECORD = `mutation ($input: RecordMeasurementInput!) { recordMeasurement(input: $input) {
  measurement { id scope period numerator denominator valueBp valueCount source measuredAt supersedes indicator { code } } } }`;
const CURRENT = 'valueBp valueCount gapBp gapCount status period measuredAt sourceSubgraph';

test.each(ROLES)('plan policy (2.1.5): %s', (role) => {
  const allows = (path: string, scopePath: string) =>
    planPolicy.allows(staff('x', role, path), 'recordMeasurement', { scopePath });
  expect(allows('/city/', '/city/')).toBe(role === 'CITY_DEPT');
  expect(allows('/city/110105/', '/city/110105/')).toBe(role === 'CITY_DEPT' || role === 'DISTRICT_ADMIN');
  expect(allows('/city/110105/', '/city/')).toBe(false);
  expect(allows('/city/110101/', '/city/110105/')).toBe(false);
});

describe('what the plan is measured by (S-04 to S-06)', () => {
  let subgraph: TestSubgraph;
  beforeEach(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    await buildPlan(subgraph.sql);
    await buildDistrict(subgraph.sql);
  });
  afterEach(() => subgraph.stop());

  const record = (input: object = {}, viewer = CITY, now?: string) =>
    subgraph.ask(
      viewer,
      RECORD,
      {
        input: {
          idempotencyKey: key(),
          indicatorCode: 'IND-01',
          period: '2013-Q3',
          numerator: 946,
          denominator: 1_000,
          ...input,
        },
      },
      now,
    );
  const recorded = async (input: object = {}) => (await record(input)).data.recordMeasurement.measurement;
  const code = (input: object, viewer = CITY) => subgraph.code(record(input, viewer));
  const current = async (indicator: string, args = '', viewer = ANONYMOUS) =>
    (
      await subgraph.ask(viewer, `{ plan(code: "12-5") { indicators { code current${args} { ${CURRENT} } } } }`)
    ).data.plan.indicators.find((one: { code: string }) => one.code === indicator).current;
  const measured = (data: object, time: string, source = 'training') =>
    subgraph.send({ type: `${source}.indicator.measured`, subject: 'IND-07', data, time });

  test('a value is recorded once, corrected with its history kept, and the correction is told', async () => {
    const once = key();
    const first = await record({ idempotencyKey: once });
    const { measurement } = first.data.recordMeasurement;
    expect(measurement).toMatchObject({
      scope: '/city/',
      period: '2013-Q3',
      numerator: 946,
      denominator: 1_000,
      valueBp: 9_460,
      valueCount: null,
      source: 'organisation',
      measuredAt: '2013-10-19T02:00:00.000Z',
      supersedes: null,
      indicator: { code: 'IND-01' },
    });
    expect(await record({ idempotencyKey: once })).toEqual(first);
    expect(await code({ idempotencyKey: once, numerator: 1 })).toBe('IDEMPOTENCY_MISMATCH');
    expect(await code({})).toBe('DUPLICATE');
    expect(await current('IND-01')).toMatchObject({
      valueBp: 9_460,
      gapBp: 40,
      gapCount: null,
      status: 'ON_TRACK',
      period: '2013-Q3',
    });
    const corrected = await recorded({ numerator: 950, supersedesId: measurement.id });
    expect(corrected).toMatchObject({ supersedes: measurement.id, valueBp: 9_500 });
    expect(await current('IND-01')).toMatchObject({ valueBp: 9_500, gapBp: 0, status: 'MET' });
    expect(await eventsAbout(subgraph.sql, corrected.id)).toEqual([
      expect.objectContaining({
        type: 'organisation.indicator.corrected',
        data: { code: 'IND-01', scopePath: '/city/', period: '2013-Q3', supersedes: measurement.id },
      }),
    ]);
    expect(await code({ supersedesId: measurement.id })).toBe('DUPLICATE');
    expect(await code({ supersedesId: corrected.id, period: '2013-Q2' })).toBe('VALIDATION_FAILED');
    const { data } = await subgraph.ask(ANONYMOUS, '{ plan(code: "12-5") { indicators { code measurements { id } } } }');
    expect(data.plan.indicators[0].measurements).toHaveLength(2);
  });

  test('twenty at once: one first value, one correction', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => code({})));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    const [row] = await subgraph.sql<{ id: string }>('select id from indicator_measurement');
    const again = await Promise.all(Array.from({ length: 20 }, () => code({ supersedesId: row?.id })));
    expect(again.filter((one) => one === null)).toHaveLength(1);
    expect(again.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
  });

  const REFUSED: [string, object, string][] = [
    ['an unknown indicator', { indicatorCode: 'IND-99' }, 'NOT_FOUND'],
    ['a correction of nothing', { supersedesId: newId() }, 'NOT_FOUND'],
    ['a period that is none', { period: '2013-Q5' }, 'BAD_USER_INPUT'],
    ['a period to come', { period: '2013-11' }, 'BAD_USER_INPUT'],
    ['a period that is not over', { period: '2013-10' }, 'BAD_USER_INPUT'],
    ['a period before the plan', { period: '2010' }, 'BAD_USER_INPUT'],
    ['the first year of all', { period: '0001' }, 'BAD_USER_INPUT'],
    ['more than the whole', { numerator: 1_001 }, 'BAD_USER_INPUT'],
    ['less than nothing', { numerator: -1 }, 'BAD_USER_INPUT'],
    ['a share of nobody', { numerator: 0, denominator: 0 }, 'BAD_USER_INPUT'],
    ['a rate without its parts', { numerator: null, denominator: null }, 'BAD_USER_INPUT'],
    ['a rate with a count', { valueCount: 1 }, 'BAD_USER_INPUT'],
    ['a count with parts', { indicatorCode: 'IND-07' }, 'BAD_USER_INPUT'],
    ['a count below nothing', { indicatorCode: 'IND-07', numerator: null, denominator: null, valueCount: -1 }, 'BAD_USER_INPUT'],
    [
      'a count of more than there are',
      { indicatorCode: 'IND-07', numerator: null, denominator: null, valueCount: 100_000_001 },
      'BAD_USER_INPUT',
    ],
    ['a share of more than there are', { numerator: 1, denominator: 2_147_483_647 }, 'BAD_USER_INPUT'],
    ['a milestone done twice', { indicatorCode: 'IND-08', numerator: null, denominator: null, valueCount: 2 }, 'BAD_USER_INPUT'],
    ['a district of another city', { scope: { districtCode: '120101' } }, 'BAD_USER_INPUT'],
    ['a district that is no more', { scope: { districtCode: '110103' } }, 'BAD_USER_INPUT'],
  ];
  test('refused', async () => {
    for (const [what, input, expected] of REFUSED) expect([what, await code(input)]).toEqual([what, expected]);
  });

  test('the city for the city, a district for itself', async () => {
    expect(await code({}, ADMIN)).toBe('FORBIDDEN');
    expect(await code({ scope: { districtCode: '110101' } }, ADMIN)).toBe('FORBIDDEN');
    expect(await code({}, member(newId()))).toBe('FORBIDDEN');
    expect(await code({ scope: { districtCode: '110105' } }, ADMIN)).toBeNull();
    expect(await current('IND-01')).toMatchObject({ status: 'NO_DATA' });
    expect(await current('IND-01', '(scope: { districtCode: "110105" })')).toMatchObject({ valueBp: 9_460 });
  });

  test('J-11: rows as of a day, NO_DATA never 0, in a constant number of statements', async () => {
    await record({ period: '2012', numerator: 90, denominator: 100 }, CITY, '2013-01-10T00:00:00+08:00');
    await record();
    const ask = (args: string) =>
      subgraph.ask(
        ANONYMOUS,
        `{ cityIndicators${args} { code dimension unit comparator targetBp targetCount current { ${CURRENT} } } }`,
      );
    subgraph.statements();
    const { data } = await ask('(asOf: "2013-10-19")');
    expect(subgraph.statements()).toHaveLength(3);
    expect(
      data.cityIndicators.map((one: { code: string; current: { status: string } }) => [one.code, one.current.status]),
    ).toEqual([
      ['IND-01', 'ON_TRACK'],
      ['IND-07', 'NO_DATA'],
      ['IND-08', 'NO_DATA'],
    ]);
    expect(data.cityIndicators[1].current).toEqual({
      valueBp: null,
      valueCount: null,
      gapBp: null,
      gapCount: null,
      status: 'NO_DATA',
      period: null,
      measuredAt: null,
      sourceSubgraph: null,
    });
    const earlier = (await ask('(asOf: "2013-10-18", dimension: EMPLOYMENT)')).data.cityIndicators;
    expect(earlier).toEqual([
      expect.objectContaining({ current: expect.objectContaining({ valueBp: 9_000, status: 'BEHIND' }) }),
    ]);
    expect((await ask('(asOf: "2010-12-31")')).data.cityIndicators).toEqual([]);
    expect(await subgraph.code(ask('(asOf: "2013-10-20")'))).toBe('BAD_USER_INPUT');
  });

  test('an indicator stands somewhere on any day, also before the rules of the service began', async () => {
    const { data } = await subgraph.ask(
      ANONYMOUS,
      '{ plan(code: "12-5") { indicators { current(asOf: "0001-01-01") { status } } } }',
    );
    expect(data.plan.indicators.map((one: { current: unknown }) => one.current)).toContainEqual({ status: 'NO_DATA' });
  });

  test('values of other services come by event; a late one and one that was heard before change nothing', async () => {
    const data = (valueCount: number) => ({ code: 'IND-07', scopePath: '/city/', period: '2013', valueCount });
    expect(await measured(data(281), '2013-10-10T00:00:00Z')).toBeLessThan(300);
    expect(await current('IND-07')).toMatchObject({
      valueCount: 281,
      status: 'ON_TRACK',
      sourceSubgraph: 'training',
      gapCount: 219,
    });
    expect(await measured(data(270), '2013-10-09T00:00:00Z')).toBeLessThan(300);
    expect(await current('IND-07')).toMatchObject({ valueCount: 281 });
    // A correction may be told at the moment of what it corrects.
    expect(await measured(data(280), '2013-10-10T00:00:00Z')).toBeLessThan(300);
    expect(await current('IND-07')).toMatchObject({ valueCount: 280 });
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => measured(data(282 + n), `2013-10-11T00:00:${String(n).padStart(2, '0')}Z`)),
    );
    expect(await current('IND-07')).toMatchObject({ valueCount: 301, measuredAt: '2013-10-11T00:00:19.000Z' });
    for (const fault of [{ code: 'IND-99' }, { scopePath: '/city/x/' }, { valueCount: 1.5 }, { period: 13 }])
      expect(await measured({ ...data(1), ...fault }, '2013-10-12T00:00:00Z')).toBeGreaterThanOrEqual(400);
  });

  test('the database keeps shares within the whole; what does not exist is null', async () => {
    await recorded();
    await expect(subgraph.sql('update indicator_measurement set value_bp = 10001')).rejects.toMatchObject({
      constraint: 'indicator_measurement_rate',
    });
    expect((await subgraph.ask(ANONYMOUS, '{ plan(code: "13-5") { code } workforceStat(year: 1900) { year } }')).data).toEqual({
      plan: null,
      workforceStat: null,
    });
    const r = [{ __typename: 'PlanIndicator', code: 'IND-08' }];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PlanIndicator { code comparator } } }';
    expect((await subgraph.ask(ANONYMOUS, query, { r })).data._entities).toEqual([{ code: 'IND-08', comparator: 'DONE' }]);
  });
});
