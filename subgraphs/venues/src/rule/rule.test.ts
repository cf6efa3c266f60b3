import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFacility } from '../../test/build.ts';
import { venues } from '../subgraph.ts';
import { numbers } from './numbers.ts';

const RULES =
  'query ($on: Date) { venueRules(on: $on) { name value effectiveFrom version history { value effectiveFrom reason } } }';
const SET = 'mutation ($input: SetRuleNumberInput!) { setVenueRule(input: $input) { number { name value version } } }';
const HOLD = 'mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { booking { heldUntil } } }';
const CITY = staff(newId(), 'CITY_DEPT');

describe('the numbers that rules go by (C-21)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const rule = async (name: string, on?: string) =>
    (await subgraph.ask(ANONYMOUS, RULES, { on })).data.venueRules.find((one: { name: string }) => one.name === name);
  const set = async (given: object, viewer = CITY) => {
    const input = {
      idempotencyKey: key(),
      expectedVersion: 1,
      name: 'NO_SHOWS',
      value: 4,
      effectiveFrom: '2013-11-01',
      reason: '试行',
      ...given,
    };
    return subgraph.ask(viewer, SET, { input });
  };

  test('everybody reads all of them, each with its first value', async () => {
    const { data } = await subgraph.ask(ANONYMOUS, RULES);
    expect(data.venueRules.map(({ name, value }: { name: string; value: number }) => [name, value])).toEqual(
      Object.values(numbers).map(({ name, first }) => [name, first]),
    );
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, RULES, { on: '1900-01-01' }))).toBe('BAD_USER_INPUT');
  });

  test('a value holds from its day on, for what is done then; what was done before keeps to its own', async () => {
    expect((await set({ name: 'HOLD_MINUTES', value: 7, effectiveFrom: '2013-10-21' })).data.setVenueRule.number).toEqual({
      name: 'HOLD_MINUTES',
      value: 5,
      version: 2,
    });
    expect((await rule('HOLD_MINUTES', '2013-10-20')).value).toBe(5);
    expect(await rule('HOLD_MINUTES', '2013-10-21')).toEqual({
      name: 'HOLD_MINUTES',
      value: 7,
      effectiveFrom: '2013-10-21',
      version: 2,
      history: [
        { value: 5, effectiveFrom: '1949-01-01', reason: null },
        { value: 7, effectiveFrom: '2013-10-21', reason: '试行' },
      ],
    });
    const facilityId = await buildFacility(subgraph.sql);
    const heldFor = async (day: string) => {
      const now = `${day}T09:00:00+08:00`;
      const start = `${day}T10:00:00+08:00`;
      const input = { idempotencyKey: key(), facilityId, start, end: `${day}T11:00:00+08:00`, audience: 'WORKER' };
      const { heldUntil } = (await subgraph.ask(member(newId()), HOLD, { input }, now)).data.holdSlot.booking;
      return (Date.parse(heldUntil) - Date.parse(now)) / 60_000;
    };
    expect([await heldFor('2013-10-20'), await heldFor('2013-10-21')]).toEqual([5, 7]);
  });

  test.each<[string, object, string]>([
    ['today', { effectiveFrom: '2013-10-19' }, 'VALIDATION_FAILED'],
    ['yesterday', { effectiveFrom: '2013-10-18' }, 'VALIDATION_FAILED'],
    ['in ten years and a day', { effectiveFrom: '2023-10-20' }, 'VALIDATION_FAILED'],
    ['in twenty years', { effectiveFrom: '2033-10-19' }, 'VALIDATION_FAILED'],
    ['in a hundred years', { effectiveFrom: '2113-10-19' }, 'BAD_USER_INPUT'],
    ['below its bounds', { value: 0 }, 'BAD_USER_INPUT'],
    ['above its bounds', { value: 101 }, 'BAD_USER_INPUT'],
    ['without a reason', { reason: ' ' }, 'BAD_USER_INPUT'],
    ['with a long reason', { reason: '长'.repeat(1_001) }, 'BAD_USER_INPUT'],
    ['unknown', { name: 'NO_SUCH' }, 'NOT_FOUND'],
    ['a name of every object', { name: 'constructor' }, 'NOT_FOUND'],
    ['another version', { expectedVersion: 2 }, 'VERSION_CONFLICT'],
  ])('not set: %s', async (_, given, code) => {
    expect(await subgraph.code(set(given))).toBe(code);
    expect((await rule('NO_SHOWS')).version).toBe(1);
  });

  test('by the city alone', async () => {
    for (const role of ROLES.filter((one) => one !== 'CITY_DEPT'))
      expect([role, await subgraph.code(set({}, staff(newId(), role)))]).toEqual([role, 'FORBIDDEN']);
  });

  test('of twenty at once one is set; the same call again is the same', async () => {
    const idempotencyKey = key();
    const given = { name: 'SUSPENSION_DAYS', idempotencyKey };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => subgraph.code(set({ name: 'NO_SHOW_WINDOW_DAYS', value: at + 30 }))),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(answers.filter((code) => code !== null))).toEqual(new Set(['VERSION_CONFLICT']));
    expect(await set(given)).toEqual(await set(given));
    expect((await rule('SUSPENSION_DAYS')).version).toBe(2);
  });

  test('the database keeps what was written, and lets no value begin before it was set', async () => {
    await expect(
      subgraph.sql(
        `insert into rule_number (name, value, effective_from, set_by, set_at, reason) values ('NO_SHOWS', 1, '2013-10-19', 'x', '2013-10-19T10:00:00+08:00', 'y')`,
      ),
    ).rejects.toThrow('rule_number_begins_later');
    const [rights] = await subgraph.sql(
      `select has_table_privilege('venues_app', 'rule_number', 'update') as change, has_table_privilege('venues_app', 'rule_number', 'delete') as remove`,
    );
    expect(rights).toEqual({ change: false, remove: false });
  });
});
