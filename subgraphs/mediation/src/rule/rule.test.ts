import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { mediation } from '../subgraph.ts';

const SET = 'mutation ($input: SetRuleNumberInput!) { setMediationRule(input: $input) { number { name value version } } }';

describe('numbers that bound each other (C-21)', () => {
  let subgraph: TestSubgraph;
  beforeEach(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterEach(() => subgraph.stop());

  const set = (name: string, value: number, effectiveFrom: string, expectedVersion = 1) =>
    subgraph.code(
      subgraph.ask(staff(newId(), 'CITY_DEPT'), SET, {
        input: { idempotencyKey: key(), name, value, effectiveFrom, expectedVersion, reason: '试行' },
      }),
    );

  test('the least is at no time above the most, whichever of them is set', async () => {
    expect(await set('LEAST_REPRESENTATIVES', 9, '2013-11-01')).toBe('VALIDATION_FAILED');
    expect(await set('MOST_REPRESENTATIVES', 2, '2013-11-01')).toBe('VALIDATION_FAILED');
    expect(await set('LEAST_REPRESENTATIVES', 5, '2013-11-01')).toBeNull();
    expect(await set('MOST_REPRESENTATIVES', 4, '2013-10-20')).toBe('VALIDATION_FAILED');
    expect(await set('MOST_REPRESENTATIVES', 9, '2014-01-01')).toBeNull();
    expect(await set('LEAST_REPRESENTATIVES', 9, '2013-12-31', 2)).toBe('VALIDATION_FAILED');
    expect(await set('LEAST_REPRESENTATIVES', 9, '2014-01-01', 2)).toBeNull();
  });

  test('a value of a later day counts from that day, and a replaced one not at all', async () => {
    expect(await set('MOST_REPRESENTATIVES', 9, '2014-01-01')).toBeNull();
    expect(await set('LEAST_REPRESENTATIVES', 8, '2014-01-01')).toBeNull();
    expect(await set('MOST_REPRESENTATIVES', 7, '2014-01-01', 2)).toBe('VALIDATION_FAILED');
    expect(await set('LEAST_REPRESENTATIVES', 6, '2014-01-01', 2)).toBeNull();
    expect(await set('MOST_REPRESENTATIVES', 7, '2014-01-01', 2)).toBeNull();
  });

  test('of two that are set at once, each possible without the other, one is refused', async () => {
    const codes = await Promise.all([
      set('LEAST_REPRESENTATIVES', 5, '2013-11-01'),
      set('MOST_REPRESENTATIVES', 3, '2013-11-01'),
    ]);
    expect(codes.toSorted()).toEqual(['VALIDATION_FAILED', null]);
  });
});
