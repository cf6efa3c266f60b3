import { newId } from '@union-graph/subgraph';
import { key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, approver, auditor, deposit } from '../../test/books.ts';
import { ask } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const ALLOCATE = `mutation ($input: AllocateRunningFundInput!) { allocateRunningFund(input: $input) {
  allocation { id year purpose amountFen version union { id } } } }`;
const READ = `query ($id: ID!, $year: Int) { _entities(representations: [{ __typename: "Union", id: $id }]) {
  ... on Union { budgetAllocations(year: $year) { year amountFen version } } } }`;

describe('running money of joint unions (S-32)', () => {
  let subgraph: TestSubgraph;
  let unionId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
  });
  afterAll(() => subgraph.stop());
  const tellUnion = async (subject: string, type: string, aggregateversion: number, kind = 'COMMUNITY_JOINT_UNION') => {
    const more = type === 'activated' ? { parentId: null, districtCode: '110105' } : { mergedIntoId: null };
    const data = { kind, scopePath: '/city/110105/', ...more };
    expect(await subgraph.send({ type: `organisation.union.${type}`, subject, aggregateversion, data })).toBe(204);
  };
  beforeEach(async () => {
    unionId = newId();
    await tellUnion(unionId, 'activated', 3);
  });

  const allocate = (more: object = {}, viewer = accountant, idempotencyKey = key()) =>
    subgraph.ask(viewer, ALLOCATE, { input: { idempotencyKey, unionId, year: 2013, amountFen: '300000', ...more } });
  const code = (...given: Parameters<typeof allocate>) => subgraph.code(allocate(...given));
  const told = () =>
    subgraph.sql<{ version: number; data: object }>(
      `select (event->>'aggregateversion')::int as version, event->'data' as data
       from event_delivery where event->>'type' = 'warmth-fund.runningFund.allocated'
         and event->'data'->>'unionId' = $1 order by id`,
      [unionId],
    );

  test('is allocated, changed at the version read, and told each time', async () => {
    const { allocation } = (await allocate()).data.allocateRunningFund;
    expect(allocation).toMatchObject({ year: 2013, purpose: 'JOINT_UNION_RUNNING', amountFen: '300000', version: 1 });
    expect(allocation.union).toEqual({ id: unionId });
    expect(await code({ amountFen: '1' })).toBe('VERSION_CONFLICT');
    expect(await code({ amountFen: '1', expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code({ amountFen: '299999', expectedVersion: 1 })).toBeNull();
    expect(await code({ year: 2014 })).toBeNull();
    expect(await told()).toEqual([
      { version: 1, data: { unionId, year: 2013, amountFen: '300000' } },
      { version: 2, data: { unionId, year: 2013, amountFen: '299999' } },
      { version: 1, data: { unionId, year: 2014, amountFen: '300000' } },
    ]);
    const read = async (year?: number) => (await subgraph.ask(auditor, READ, { id: unionId, year })).data._entities[0];
    expect((await read()).budgetAllocations).toEqual([
      { year: 2014, amountFen: '300000', version: 1 },
      { year: 2013, amountFen: '299999', version: 2 },
    ]);
    expect((await read(2013)).budgetAllocations).toHaveLength(1);
  });

  test.each([
    ['no id', { unionId: 'x' }],
    ['nothing', { amountFen: '0' }],
    ['less than nothing', { amountFen: '-1' }],
    ['parts of a fen', { amountFen: '1.5' }],
    ['a year that is over', { year: 2012 }],
    ['a year after the next', { year: 2015 }],
    ['a year far off', { year: 2099 }],
  ])('%s is refused', async (_, more) => {
    expect(await code(more)).toBe('BAD_USER_INPUT');
  });

  test('the union is a joint union that works: not one that nobody told of, of another kind, or that has ended', async () => {
    const refusal = async (union: string) => {
      const { extensions } = (await allocate({ unionId: union })).errors?.[0] ?? {};
      return [extensions?.code, extensions?.field];
    };
    expect(await refusal(newId())).toEqual(['NOT_FOUND', 'unionId']);
    const firm = newId();
    await tellUnion(firm, 'activated', 3, 'ENTERPRISE_UNION');
    expect(await refusal(firm)).toEqual(['VALIDATION_FAILED', 'unionId']);
    await tellUnion(unionId, 'dissolved', 5);
    // It arrives late and changes nothing.
    await tellUnion(unionId, 'activated', 4);
    expect(await refusal(unionId)).toEqual(['VALIDATION_FAILED', 'unionId']);
  });

  test('by whom: the fund’s accountant for the city alone; read by who reads the books', async () => {
    const elsewhere = staff(newId(), 'FUND_ACCOUNTANT', '/city/110105/');
    for (const viewer of [approver, auditor, elsewhere, member(newId())]) expect(await code({}, viewer)).toBe('FORBIDDEN');
    for (const viewer of [elsewhere, member(newId()), staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/')])
      expect(await subgraph.code(subgraph.ask(viewer, READ, { id: unionId }))).toBe('FORBIDDEN');
    expect(await told()).toEqual([]);
  });

  test('the same key gives the same answer; twenty first allocations at once make one', async () => {
    const once = key();
    const first = await allocate({}, accountant, once);
    expect(await allocate({}, accountant, once)).toEqual(first);
    expect(await code({ amountFen: '2' }, accountant, once)).toBe('IDEMPOTENCY_MISMATCH');
    const codes = await Promise.all(Array.from({ length: 20 }, () => code({ year: 2014 })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.every((one) => one === null || one === 'DUPLICATE' || one === 'VERSION_CONFLICT')).toBe(true);
    expect(await told()).toHaveLength(2);
  });

  test('C-11: what is allocated is paid to the union alone, in parts, and not taken back below that', async () => {
    await deposit(subgraph, 2, 1_000_000);
    const { allocation } = (await allocate({ year: 2014, amountFen: '300000' })).data.allocateRunningFund;
    const source = { subgraph: 'warmth-fund', typeName: 'BudgetAllocation', id: allocation.id };
    const pay = (more: object) => ask(subgraph, { idempotencyKey: key(), source, accountMasked: '0200 **** 1234', ...more });
    expect(await subgraph.code(pay({ amountFen: '300001' }))).toBe('AMOUNT_EXCEEDS_SOURCE');
    expect(await subgraph.code(pay({ memberId: newId() }))).toBe('PAYEE_MISMATCH');
    expect(await subgraph.code(pay({ amountFen: '200000' }))).toBeNull();
    expect(await code({ year: 2014, amountFen: '199999', expectedVersion: 1 })).toBe('BUDGET_EXCEEDED');
    expect(await code({ year: 2014, amountFen: '200000', expectedVersion: 1 })).toBeNull();
    expect(await subgraph.code(pay({}))).toBe('DUPLICATE');
    await tellUnion(unionId, 'dissolved', 5);
    expect(await subgraph.code(pay({}))).toBe('SOURCE_NOT_APPROVED');
  });
});
